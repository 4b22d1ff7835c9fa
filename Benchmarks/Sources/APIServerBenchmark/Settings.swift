import Loopback

/// What is measured: the defaults are those of the published figures.
struct Settings {
  var port: UInt16 = 0
  /// The server's process, whose memory and CPU are read.
  var process = 0
  var objects = 2_000
  var watches = 50
  var writesPerSecond = 100
  var seconds = 60

  /// Reads `port=… process=… [objects=…] [watches=…] [rate=…] [seconds=…]`.
  init(_ arguments: [String]) throws(BenchmarkError) {
    for argument in arguments {
      let parts = argument.split(separator: "=").map(String.init)
      guard parts.count == 2, let number = Int(parts[1]), number > 0 else {
        throw BenchmarkError("\(argument) is not of the form name=number")
      }
      switch parts[0] {
      case "port": port = UInt16(clamping: number)
      case "process": process = number
      case "objects": objects = number
      case "watches": watches = number
      case "rate": writesPerSecond = number
      case "seconds": seconds = number
      default: throw BenchmarkError("unknown setting \(parts[0])")
      }
    }
    guard port > 0, process > 0 else { throw BenchmarkError("port= and process= are needed") }
  }
}
