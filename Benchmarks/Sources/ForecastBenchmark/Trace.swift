import Forecast
import Glibc
import Loopback

/// A named history, one sample per minute that is known.
struct Trace {
  let name: String
  let samples: [LoadSample]

  /// Reads `timestamp_s,requests_per_second`.
  init(file path: String) throws(BenchmarkError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let samples = TimedLoad.minutes(of: try Self.readings(path))
    self.init(name: String(name.dropLast(4)), samples: samples)
  }

  /// The rows of a file, whatever their step; what is no number is left out.
  static func readings(_ path: String) throws(BenchmarkError) -> [TimedLoad] {
    let rows = try text(ofFile: path).split(separator: "\n").dropFirst()
    return rows.compactMap { row -> TimedLoad? in
      let cells = row.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count > 1, let second = Int(cells[0]), let load = Double(cells[1]) else {
        return nil
      }
      return TimedLoad(second: second, requestsPerSecond: load)
    }
  }

  init(name: String, samples: [LoadSample]) {
    self.name = name
    self.samples = samples
  }

  /// Every CSV file of a folder, by name.
  static func all(in folder: String) throws(BenchmarkError) -> [Trace] {
    guard let directory = unsafe opendir(folder) else {
      throw BenchmarkError("\(folder) cannot be read; name a folder of CSV files")
    }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name.hasSuffix(".csv") { names.append(name) }
    }
    var traces: [Trace] = []
    for name in names.sorted() { traces.append(try Trace(file: folder + "/" + name)) }
    return traces
  }
}
