/// What a path below `/api/v1` or `/apis/{group}/{version}` names.
struct ResourceTarget: Hashable, Sendable {
  let group: String
  let version: String
  /// `nil` where the path has no namespace: cluster-wide, or all namespaces.
  let namespace: String?
  /// `nil` for the group and version themselves.
  let plural: String?
  let name: String?
  /// Such as `status`, `scale` or `proxy`.
  let subresource: String?
  /// What follows `proxy`, decoded.
  let rest: [String]

  /// Reads decoded path segments; `nil` for paths of other kinds.
  init?(_ segments: [String]) {
    var rest = segments[...]
    switch rest.popFirst() {
    case "api": group = ""
    case "apis": group = rest.popFirst() ?? ""
    default: return nil
    }
    guard let version = rest.popFirst() else { return nil }
    self.version = version
    // `/api/v1/namespaces/x` and its status are about the namespace; anything longer is inside it.
    let isInside =
      rest.first == "namespaces"
      && (rest.count > 3 || rest.count == 3 && !["status", "finalize"].contains(rest.last))
    if isInside {
      namespace = rest.dropFirst().first
      rest = rest.dropFirst(2)
    } else {
      namespace = nil
    }
    plural = rest.popFirst()
    name = rest.popFirst()
    subresource = rest.popFirst()
    self.rest = Array(rest)
  }
}
