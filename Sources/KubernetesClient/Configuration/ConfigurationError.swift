/// Why no way to an API server could be made out; each is fixed by editing one file or one setting.
package enum ConfigurationError: Error, Hashable, Sendable {
  /// What a kubeconfig names its entries by.
  package enum Entry: String, Hashable, Sendable {
    case context
    case cluster
    case user

    /// The list of the kubeconfig that holds them.
    var list: String { rawValue + "s" }
  }

  case unreadableFile(path: String, cause: String, source: String)
  case malformed(path: String, problem: String)
  case noCurrentContext(path: String)
  case missing(Entry, name: String, known: [String], path: String)
  case missingField(String, of: Entry, name: String, path: String)
  case notBase64(field: String, of: Entry, name: String, path: String)
  case incompleteClientCertificate(user: String, path: String)
  case unsupported(String, cure: String, path: String)
  case wrongType(String, expected: String, of: Entry, name: String, path: String)
  case invalidServer(String, source: String)
  case invalidProxy(String, source: String)
  case missingAuthority(server: String, source: String)
  case notInCluster(variable: String)
}

extension ConfigurationError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unreadableFile(let path, let cause, let source) where path == source:
      "cannot read the kubeconfig \(path): \(cause); "
        + "name a readable file with --kubeconfig or KUBECONFIG"
    case .unreadableFile(let path, let cause, let source):
      "cannot read \(path), which \(source) names: \(cause); restore the file or correct its path"
    case .malformed(let path, let problem):
      "cannot use the kubeconfig \(path): \(problem); correct the file or write it anew"
    case .noCurrentContext(let path):
      "cannot choose a context: the kubeconfig \(path) has no current-context; "
        + "set one with kubectl config use-context or name one with --context"
    case .missing(let entry, let name, let known, let path):
      "cannot find the \(entry.rawValue) \(name) in the kubeconfig \(path): "
        + (known.isEmpty ? "it has no \(entry.list)" : "it has \(known.joined(separator: ", "))")
        + "; add it or name another"
    case .missingField(let field, let entry, let name, let path):
      "cannot use the \(entry.rawValue) \(name) of the kubeconfig \(path): "
        + "it has no \(field); add one"
    case .notBase64(let field, let entry, let name, let path):
      "cannot read \(field) of the \(entry.rawValue) \(name) in the kubeconfig \(path): "
        + "it is not base64; write the file anew"
    case .incompleteClientCertificate(let user, let path):
      "cannot use the client certificate of the user \(user) in the kubeconfig \(path): "
        + "a certificate and its key go together; add the one that is missing"
    case .unsupported(let feature, let cure, let path):
      "cannot use \(feature) of the kubeconfig \(path): this version does not support it; \(cure)"
    case .wrongType(let field, let expected, let entry, let name, let path):
      "cannot read \(field) of the \(entry.rawValue) \(name) in the kubeconfig \(path): "
        + "it must be \(expected)"
    case .invalidProxy(let proxy, let source):
      "cannot use the proxy \(proxy), which \(source) names: "
        + "it must begin with http://, https://, socks5:// or socks5h://; correct it"
    case .invalidServer(let server, let source):
      "cannot connect to \(server.isEmpty ? "an empty server address" : server): "
        + "\(source) must give the server as https://host:port, without a user; correct it"
    case .missingAuthority(let server, let source):
      "cannot trust \(server): \(source) names no certificate authority; "
        + "add certificate-authority-data, or insecure-skip-tls-verify if you mean it"
    case .notInCluster(let variable):
      "cannot find the API server of this pod: \(variable) is not set; "
        + "run inside a cluster or name a kubeconfig with --kubeconfig"
    }
  }
}
