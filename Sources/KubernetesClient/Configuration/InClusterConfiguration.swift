/// Reads what the kubelet gives every pod that has a service account.
package struct InClusterConfiguration: Sendable {
  /// Where the kubelet mounts token, `ca.crt` and `namespace`.
  package static let defaultFolder = "/var/run/secrets/kubernetes.io/serviceaccount"

  private let folder: String
  private let environment: [String: String]
  private let readFile: FileReader

  package init(
    folder: String = InClusterConfiguration.defaultFolder,
    environment: [String: String],
    readFile: @escaping FileReader
  ) {
    self.folder = folder
    self.environment = environment
    self.readFile = readFile
  }

  /// Whether this process runs in a pod at all.
  package var isAvailable: Bool { environment["KUBERNETES_SERVICE_HOST"] != nil }

  package func configuration() throws(ConfigurationError) -> ClusterConfiguration {
    let host = try variable("KUBERNETES_SERVICE_HOST")
    let port = try variable("KUBERNETES_SERVICE_PORT")
    _ = try file("ca.crt")
    let namespace = try file("namespace").split(whereSeparator: { $0 <= UInt8(ascii: " ") }).first
    return try ClusterConfiguration(
      server: "https://\(host.contains(":") ? "[\(host)]" : host):\(port)",
      tls: ClusterConfiguration.TLS(authority: .file(path: "\(folder)/ca.crt")),
      credentials: .tokenFile(path: "\(folder)/token"),
      namespace: namespace.map { String(decoding: $0, as: UTF8.self) } ?? "default",
      source: folder
    ).checked()
  }

  private func variable(_ name: String) throws(ConfigurationError) -> String {
    guard let value = environment[name], !value.isEmpty else {
      throw .notInCluster(variable: name)
    }
    return value
  }

  private func file(_ name: String) throws(ConfigurationError) -> [UInt8] {
    try read("\(folder)/\(name)", namedBy: "the service account of the pod", readFile)
  }
}
