/// Where an API server is: scheme, host and port, and the path under which a gateway such as Rancher serves it.
struct ServerAddress: Hashable, Sendable {
  let origin: String
  /// Stands before the path of each request; empty, or begins with a slash and does not end with one.
  let basePath: String

  /// Reads `https://10.0.0.1:6443` or `https://rancher/k8s/clusters/c-1`; `nil` for another scheme, without a host, and where a user,
  /// a query or a fragment is given.
  init?(_ text: String) {
    guard let separator = text.firstRange(of: "://"),
      ["http", "https"].contains(text[..<separator.lowerBound].lowercased())
    else { return nil }
    let rest = text[separator.upperBound...]
    let authority = rest.prefix { $0 != "/" }
    guard !authority.isEmpty, !rest.contains(where: { "?#@\\ ".contains($0) }) else { return nil }
    origin = String(text[..<separator.upperBound]) + authority
    let segments = rest.dropFirst(authority.count).split(separator: "/")
    basePath = segments.map { "/\($0)" }.joined()
  }
}
