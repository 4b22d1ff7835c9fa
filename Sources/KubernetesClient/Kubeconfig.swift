import APIMachinery
import JSON
import YAML

/// Reads a kubeconfig as kubectl does, one file at a time and without exec plugins.
package struct Kubeconfig: Sendable {
  let path: String
  private let document: JSONValue
  private let readFile: FileReader

  package init(path: String, readFile: @escaping FileReader) throws(ConfigurationError) {
    self.path = path
    self.readFile = readFile
    document = try Self.document(in: try read(path, namedBy: path, readFile), path: path)
  }

  /// What a context says, with every file that it names read.
  ///
  /// - Parameter contextName: `nil` for `current-context`.
  package func configuration(
    context contextName: String? = nil
  ) throws(ConfigurationError) -> ClusterConfiguration {
    let contextName = contextName ?? document["current-context"]?.stringValue ?? ""
    guard !contextName.isEmpty else { throw .noCurrentContext(path: path) }
    let context = try entry(.context, contextName)
    let cluster = try entry(.cluster, try context.required("cluster"))
    let user = try entry(.user, try context.required("user"))
    try refuseUnsupported(user)
    return try ClusterConfiguration(
      server: withoutTrailingSlash(try cluster.required("server")),
      tls: try tls(cluster, user),
      credentials: credentials(user),
      namespace: context.text("namespace") ?? "default",
      proxyURL: cluster.text("proxy-url"),
      source: path
    ).checked()
  }

  private static func document(
    in bytes: [UInt8],
    path: String
  ) throws(ConfigurationError) -> JSONValue {
    let documents: [JSONValue]
    do {
      documents = try YAML.parse(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .malformed(path: path, problem: "it is not YAML (\(error))")
    }
    guard let document = documents.first, document.objectValue != nil else {
      throw .malformed(path: path, problem: "it is empty or no mapping")
    }
    return document
  }

  private func entry(
    _ kind: ConfigurationError.Entry,
    _ name: String
  ) throws(ConfigurationError) -> KubeconfigEntry {
    let all = document[kind.list]?.arrayValue ?? []
    guard let found = all.first(where: { $0["name"]?.stringValue == name }) else {
      let known = all.compactMap { $0["name"]?.stringValue }
      throw .missing(kind, name: name, known: known, path: path)
    }
    let fields = found[kind.rawValue] ?? [:]
    return KubeconfigEntry(kind: kind, name: name, fields: fields, path: path)
  }

  private func tls(
    _ cluster: KubeconfigEntry,
    _ user: KubeconfigEntry
  ) throws(ConfigurationError) -> ClusterConfiguration.TLS {
    let certificate = try user.bytes("client-certificate", readFile)
    let key = try user.bytes("client-key", readFile)
    guard (certificate == nil) == (key == nil) else {
      throw .incompleteClientCertificate(user: user.name, path: path)
    }
    return ClusterConfiguration.TLS(
      authorityPEM: try cluster.bytes("certificate-authority", readFile),
      clientCertificatePEM: certificate,
      clientKeyPEM: key.map { Secret($0) },
      serverName: cluster.text("tls-server-name"),
      skipsVerification: cluster.fields["insecure-skip-tls-verify"]?.boolValue ?? false
    )
  }

  /// A token beats the file that would hold one, as in client-go.
  private func credentials(_ user: KubeconfigEntry) -> ClusterConfiguration.Credentials {
    if let token = user.text("token") { return .bearerToken(Secret(token)) }
    if let file = user.text("tokenFile") { return .tokenFile(path: user.resolved(file)) }
    return .none
  }

  private func refuseUnsupported(_ user: KubeconfigEntry) throws(ConfigurationError) {
    let cures = [
      ("exec", "put a token or a client certificate there"),
      ("auth-provider", "put a token or a client certificate there"),
      ("username", "put a token or a client certificate there"),
      ("as", "use the credentials of the account itself"),
    ]
    for (field, cure) in cures where user.fields[field] != nil {
      let feature = "\(field) of the user \(user.name)"
      throw .unsupported(feature, cure: cure, path: path)
    }
  }
}

extension Kubeconfig {
  /// Which file to read: the flag's, else the one of `KUBECONFIG`, else `~/.kube/config`.
  ///
  /// `nil` without any of the three. Several files in `KUBECONFIG` would have to be merged, which is refused.
  package static func location(
    flag: String?,
    environment: [String: String]
  ) throws(ConfigurationError) -> String? {
    if let flag { return flag }
    let listed = environment["KUBECONFIG"].map { $0.split(separator: ":").map(String.init) } ?? []
    if listed.count > 1 {
      throw .unsupported(
        "the list of files in KUBECONFIG",
        cure: "merge them with kubectl config view --flatten",
        path: listed.joined(separator: ":")
      )
    }
    return listed.first ?? environment["HOME"].map { "\($0)/.kube/config" }
  }
}

/// Reads a file that a configuration is, or names.
func read(
  _ path: String,
  namedBy source: String,
  _ readFile: FileReader
) throws(ConfigurationError) -> [UInt8] {
  do {
    return try readFile(path)
  } catch {
    throw .unreadableFile(path: path, cause: "\(error)", source: source)
  }
}

private func withoutTrailingSlash(_ url: String) -> String {
  url.hasSuffix("/") ? String(url.dropLast()) : url
}
