/// What a path of the Kubernetes API names.
struct APIPath: Hashable, Sendable {
  /// The path with the names left out: `/apis/apps/v1/namespaces/{namespace}/deployments/{name}`.
  let template: String
  let namespace: String?
  /// In the plural: `deployments`.
  let resource: String
  let name: String?

  /// `nil` for a path that names no resource, `/version` for one.
  init?(_ path: Substring) {
    var rest = path.split(separator: "/")[...]
    let prefixLength = rest.first == "api" ? 2 : rest.first == "apis" ? 3 : 0
    guard prefixLength > 0, rest.count > prefixLength else { return nil }
    var template = "/" + rest.prefix(prefixLength).joined(separator: "/")
    rest = rest.dropFirst(prefixLength)
    if rest.first == "namespaces", rest.count > 2 {
      namespace = rest.dropFirst().first.map(String.init)
      template += "/namespaces/{namespace}"
      rest = rest.dropFirst(2)
    } else {
      namespace = nil
    }
    resource = rest.popFirst().map(String.init) ?? ""
    name = rest.popFirst().map(String.init)
    template += "/\(resource)" + (name == nil ? "" : "/{name}")
    if let subresource = rest.popFirst() { template += "/\(subresource)" }
    self.template = rest.isEmpty ? template : template + "/{path}"
  }
}
