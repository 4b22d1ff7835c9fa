import APIMachinery
import JSON
import YAML

/// Reads kubeconfigs as kubectl does: of several files, the first that names a thing decides it.
package struct Kubeconfig: Sendable {
  private struct Document {
    let path: String
    let fields: JSONValue
  }

  private let documents: [Document]
  private let readFile: FileReader

  /// Of several paths those that do not exist are passed over, as `KUBECONFIG` may list files to come.
  package init(paths: [String], readFile: @escaping FileReader) throws(ConfigurationError) {
    self.readFile = readFile
    var documents: [Document] = []
    for path in paths {
      guard let bytes = try Self.bytes(of: path, mayBeMissing: paths.count > 1, readFile) else {
        continue
      }
      documents.append(try Self.document(in: bytes, path: path))
    }
    guard !documents.isEmpty else {
      let path = paths.joined(separator: ":")
      throw .unreadableFile(path: path, cause: "\(FileError.missing)", source: path)
    }
    self.documents = documents
  }

  /// What a context says, with every file that it names read.
  ///
  /// - Parameter contextName: `nil` for `current-context`.
  package func configuration(
    context contextName: String? = nil
  ) throws(ConfigurationError) -> ClusterConfiguration {
    let context = try entry(.context, try nameOfContext(contextName))
    let cluster = try entry(.cluster, try context.required("cluster"))
    let user = try entry(.user, try context.required("user"))
    try refuseUnsupported(user)
    return try ClusterConfiguration(
      server: withoutTrailingSlash(try cluster.required("server")),
      tls: try tls(cluster, user),
      credentials: try credentials(user, cluster),
      namespace: try context.text("namespace") ?? "default",
      proxyURL: try cluster.text("proxy-url"),
      source: context.path
    ).checked()
  }

  private func nameOfContext(_ given: String?) throws(ConfigurationError) -> String {
    if let given { return given }
    for document in documents {
      switch document.fields["current-context"] {
      case nil, .null, .string(""): continue
      case .string(let name): return name
      default: throw .malformed(path: document.path, problem: "current-context is not a text")
      }
    }
    throw .noCurrentContext(path: path)
  }

  /// All the files, for sentences about what none of them has.
  private var path: String { documents.map(\.path).joined(separator: ":") }

  private func entry(
    _ kind: ConfigurationError.Entry,
    _ name: String
  ) throws(ConfigurationError) -> KubeconfigEntry {
    var known: [String] = []
    for document in documents {
      for candidate in try Self.entries(kind, of: document) {
        guard let candidateName = candidate["name"]?.stringValue else { continue }
        known.append(candidateName)
        guard candidateName == name else { continue }
        let fields = candidate[kind.rawValue] ?? [:]
        return KubeconfigEntry(kind: kind, name: name, fields: fields, path: document.path)
      }
    }
    throw .missing(kind, name: name, known: known, path: path)
  }

  private func tls(
    _ cluster: KubeconfigEntry,
    _ user: KubeconfigEntry
  ) throws(ConfigurationError) -> ClusterConfiguration.TLS {
    ClusterConfiguration.TLS(
      authority: try cluster.certificate("certificate-authority", readFile),
      clientCertificate: try clientCertificate(user),
      serverName: try cluster.text("tls-server-name"),
      skipsVerification: try cluster.flag("insecure-skip-tls-verify")
    )
  }

  private func clientCertificate(
    _ user: KubeconfigEntry
  ) throws(ConfigurationError) -> ClusterConfiguration.ClientCertificate? {
    let chain = try user.certificate("client-certificate", readFile)
    let key = try user.certificate("client-key", readFile)
    switch (chain, key) {
    case (let chain?, let key?): return .init(chain: chain, key: key)
    case (nil, nil): return nil
    default: throw .incompleteClientCertificate(user: user.name, path: user.path)
    }
  }

  /// A file beats the token beside it, because files are rotated, and either beats a plugin, as in client-go.
  private func credentials(
    _ user: KubeconfigEntry,
    _ cluster: KubeconfigEntry
  ) throws(ConfigurationError) -> ClusterConfiguration.Credentials {
    let token = try user.text("token")
    if let file = try user.text("tokenFile") { return .tokenFile(path: user.resolved(file)) }
    if let token { return .bearerToken(Secret(token)) }
    guard let exec = try user.mapping("exec") else { return .none }
    return .plugin(
      try exec.plugin(for: cluster) { () throws(ConfigurationError) in
        switch try cluster.certificate("certificate-authority", readFile) {
        case .inline(let bytes): bytes.value
        case .file(let path): try read(path, namedBy: cluster.path, readFile)
        case nil: nil
        }
      }
    )
  }

  private func refuseUnsupported(_ user: KubeconfigEntry) throws(ConfigurationError) {
    let cures = [
      ("auth-provider", "put a token, a client certificate or an exec plugin there"),
      ("username", "put a token or a client certificate there"),
      ("as", "use the credentials of the account itself"),
    ]
    for (field, cure) in cures where user.fields[field] != nil {
      let feature = "\(field) of the user \(user.name)"
      throw .unsupported(feature, cure: cure, path: user.path)
    }
  }
}

extension Kubeconfig {
  /// Which files to read: the flag's, else those of `KUBECONFIG`, else `~/.kube/config`; none without any of the three.
  package static func locations(flag: String?, environment: [String: String]) -> [String] {
    if let flag { return [flag] }
    let listed = environment["KUBECONFIG"].map { $0.split(separator: ":").map(String.init) } ?? []
    guard listed.isEmpty else { return listed }
    return environment["HOME"].map { ["\($0)/.kube/config"] } ?? []
  }

  private static func bytes(
    of path: String,
    mayBeMissing: Bool,
    _ readFile: FileReader
  ) throws(ConfigurationError) -> [UInt8]? {
    do {
      return try readFile(path)
    } catch FileError.missing where mayBeMissing {
      return nil
    } catch {
      throw .unreadableFile(path: path, cause: "\(error)", source: path)
    }
  }

  private static func document(
    in bytes: [UInt8],
    path: String
  ) throws(ConfigurationError) -> Document {
    let documents: [JSONValue]
    do {
      documents = try YAML.parse(String(decoding: bytes, as: UTF8.self))
    } catch {
      throw .malformed(path: path, problem: "it is not YAML (\(error))")
    }
    guard let fields = documents.first, fields.objectValue != nil else {
      throw .malformed(path: path, problem: "it is empty or no mapping")
    }
    return Document(path: path, fields: fields)
  }

  private static func entries(
    _ kind: ConfigurationError.Entry,
    of document: Document
  ) throws(ConfigurationError) -> [JSONValue] {
    switch document.fields[kind.list] {
    case nil, .null: return []
    case .array(let entries): return entries
    default: throw .malformed(path: document.path, problem: "\(kind.list) is not a list")
    }
  }
}

/// Reads a file that a configuration names.
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
