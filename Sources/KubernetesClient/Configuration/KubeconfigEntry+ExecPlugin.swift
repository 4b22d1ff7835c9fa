import JSON

extension KubeconfigEntry {
  /// The plugin that an `exec` mapping of a user describes.
  func plugin(
    for cluster: KubeconfigEntry,
    _ authority: () throws(ConfigurationError) -> [UInt8]?
  ) throws(ConfigurationError) -> ExecPlugin {
    let command = try required("command")
    let version = try required("apiVersion")
    guard ExecPlugin.apiVersions.contains(version) else {
      throw .unsupported(
        "\(prefix)apiVersion \(version) of the user \(name)",
        cure: "let it be \(ExecPlugin.apiVersions.joined(separator: " or "))",
        path: path
      )
    }
    let mode = try text("interactiveMode") ?? "IfAvailable"
    guard ["Never", "IfAvailable", "Always"].contains(mode) else {
      throw .unsupported(
        "\(prefix)interactiveMode \(mode) of the user \(name)",
        cure: "let it be Never or IfAvailable",
        path: path
      )
    }
    guard mode != "Always" else {
      throw .unsupported(
        "the plugin \(command) of the user \(name), which always asks at a terminal,",
        cure: "put a token or a client certificate there",
        path: path
      )
    }
    return ExecPlugin(
      apiVersion: version,
      command: command.contains("/") ? resolved(command) : command,
      arguments: try arguments(),
      environment: try variables(),
      installHint: try text("installHint"),
      cluster: try flag("provideClusterInfo") ? try cluster.executionInfo(authority) : nil,
      source: path
    )
  }

  private func arguments() throws(ConfigurationError) -> [String] {
    var arguments: [String] = []
    for argument in try list("args") {
      guard let text = argument.stringValue else { throw wrongType("args", "a list of texts") }
      arguments.append(text)
    }
    return arguments
  }

  private func variables() throws(ConfigurationError) -> [ExecPlugin.Variable] {
    var variables: [ExecPlugin.Variable] = []
    for variable in try list("env") {
      guard let name = variable["name"]?.stringValue, let value = variable["value"]?.stringValue
      else { throw wrongType("env", "a list of a name and a value each, both texts") }
      variables.append(ExecPlugin.Variable(name: name, value: value))
    }
    return variables
  }

  /// What `spec.cluster` of an ExecCredential says of a cluster.
  private func executionInfo(
    _ authority: () throws(ConfigurationError) -> [UInt8]?
  ) throws(ConfigurationError) -> JSONValue {
    var info: JSONValue = ["server": .string(try required("server"))]
    if let name = try text("tls-server-name") { info["tls-server-name"] = .string(name) }
    if try flag("insecure-skip-tls-verify") { info["insecure-skip-tls-verify"] = true }
    if let proxy = try text("proxy-url") { info["proxy-url"] = .string(proxy) }
    if let authority = try authority() {
      info["certificate-authority-data"] = .string(base64(authority))
    }
    let extensions = try list("extensions")
    let config = extensions.first { $0["name"] == "client.authentication.k8s.io/exec" }
    if let config = config?["extension"] { info["config"] = config }
    return info
  }
}
