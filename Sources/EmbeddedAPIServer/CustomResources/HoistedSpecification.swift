import JSON

/// The `spec` of a definition as the server judges it: what all versions say alike stands at the top, and no longer in the versions.
///
/// With one version all of it stands at the top, so errors name `spec.validation` and not `spec.versions[0].schema`.
struct HoistedSpecification {
  let spec: JSONValue
  private(set) var versions: [JSONValue]
  private(set) var schema: JSONValue?
  private(set) var subresources: JSONValue?
  private(set) var columns: JSONValue?
  private(set) var selectableFields: JSONValue?

  init(_ spec: JSONValue) {
    self.spec = spec
    versions = spec["versions"]?.arrayValue ?? []
    let schemasAreAlike = isShared("schema")
    subresources = hoist("subresources")
    columns = hoist("additionalPrinterColumns")
    if schemasAreAlike {
      selectableFields = hoist("selectableFields")
      schema = hoist("schema")
    }
  }

  private func isShared(_ field: String) -> Bool {
    guard let first = versions.first else { return false }
    return versions.allSatisfy { $0[field] == first[field] }
  }

  private mutating func hoist(_ field: String) -> JSONValue? {
    guard let first = versions.first, isShared(field) else { return nil }
    for index in versions.indices { versions[index][field] = nil }
    return first[field]
  }

  /// Whether the version, by its place, has a status endpoint.
  func hasStatus(_ index: Int) -> Bool {
    (subresources ?? versions[index]["subresources"])?["status"]?.objectValue != nil
  }

  var hasAnyStatus: Bool { versions.indices.contains { hasStatus($0) } }
}
