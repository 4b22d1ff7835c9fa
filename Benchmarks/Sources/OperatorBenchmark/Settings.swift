import Loopback

/// What is measured: the defaults are those of the published figures.
struct Settings {
  var port: UInt16 = 0
  /// The operator's executable.
  var program = ""
  /// For the operator.
  var kubeconfig = ""
  /// The definition of the custom resource, as YAML.
  var definition = ""
  var services = 500
  var idleSeconds = 15
  var updateSeconds = 20

  /// Reads `port=… operator=… kubeconfig=… definition=… [services=…] [idle=…] [updates=…]`.
  init(_ arguments: [String]) throws(BenchmarkError) {
    for argument in arguments {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw BenchmarkError("\(argument) is not of the form name=value")
      }
      let (name, value) = (parts[0], parts[1])
      switch name {
      case "operator": program = value
      case "kubeconfig": kubeconfig = value
      case "definition": definition = value
      case "port", "services", "idle", "updates":
        guard let number = Int(value), number > 0 else {
          throw BenchmarkError("\(name)= must be a positive number, not \(value)")
        }
        if name == "port" { port = UInt16(clamping: number) }
        if name == "services" { services = number }
        if name == "idle" { idleSeconds = number }
        if name == "updates" { updateSeconds = number }
      default: throw BenchmarkError("unknown setting \(name)")
      }
    }
    guard port > 0, !program.isEmpty, !kubeconfig.isEmpty, !definition.isEmpty else {
      throw BenchmarkError("port=, operator=, kubeconfig= and definition= are needed")
    }
  }
}
