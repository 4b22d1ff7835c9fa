import APIMachinery

extension ResourceType {
  /// `/apis/apps/v1/namespaces/production/deployments`; without a namespace, those of all namespaces.
  func path(in namespace: String?) -> String {
    guard isNamespaced, let namespace, !namespace.isEmpty else { return "\(groupPath)/\(plural)" }
    return "\(groupPath)/namespaces/\(namespace.percentEncoded)/\(plural)"
  }

  /// The path of one object, or of a subresource of it.
  func path(of key: ObjectKey, subresource: Subresource? = nil) -> String {
    let suffix = subresource.map { "/\($0.rawValue)" } ?? ""
    return "\(path(in: key.namespace))/\(key.name.percentEncoded)\(suffix)"
  }
}

/// Query parameters in the order of their mention; absent and empty values are left out.
struct Query {
  private var terms: [String] = []

  mutating func add(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    terms.append("\(name)=\(value.percentEncoded)")
  }

  mutating func add(_ name: String, when condition: Bool) {
    add(name, condition ? "true" : nil)
  }

  mutating func add(_ selection: ResourceSelection) {
    add("labelSelector", selection.labels?.query)
    add("fieldSelector", selection.fields)
  }

  /// The path with the query behind it.
  func appended(to path: String) -> String {
    terms.isEmpty ? path : "\(path)?\(terms.joined(separator: "&"))"
  }
}
