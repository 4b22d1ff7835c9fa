import JSON

/// One rule of an HTTPRoute.
///
/// Only paths are looked at: the simulated users send no headers and no queries that a rule could ask for.
struct RouteRule: Hashable, Sendable {
  private enum PathMatch: Hashable, Sendable {
    case exact(String)
    case prefix(String)
    /// Asks for a header, a method, a query or a pattern.
    case never
  }

  let backends: [BackendRecord]
  private let matches: [PathMatch]

  init(json: JSONValue, namespace: String) {
    backends = (json["backendRefs"]?.arrayValue ?? []).compactMap {
      BackendRecord(backendReference: $0, in: namespace)
    }
    let matches = json["matches"]?.arrayValue ?? []
    self.matches = matches.isEmpty ? [.prefix("/")] : matches.map(Self.pathMatch)
  }

  /// How well the rule fits a path, larger for better; `nil` when it does not.
  func precedence(for path: String) -> Int? {
    matches.compactMap { match -> Int? in
      switch match {
      case .exact(let value): value == path ? Int.max : nil
      case .prefix(let value): Self.isPrefix(value, of: path) ? value.utf8.count : nil
      case .never: nil
      }
    }.max()
  }

  private static func pathMatch(_ json: JSONValue) -> PathMatch {
    let asksForMore = ["headers", "queryParams", "method"].contains { json[$0] != nil }
    guard !asksForMore else { return .never }
    let value = json["path"]?["value"]?.stringValue ?? "/"
    switch json["path"]?["type"]?.stringValue ?? "PathPrefix" {
    case "Exact": return .exact(value)
    case "PathPrefix": return .prefix(value)
    default: return .never
    }
  }

  /// Element by element: `/a` is a prefix of `/a/b`, not of `/ab`.
  private static func isPrefix(_ prefix: String, of path: String) -> Bool {
    let wanted = prefix.split(separator: "/")
    return path.split(separator: "/").starts(with: wanted)
  }
}
