import JSON

extension SchemaNode {
  /// What makes an embedded object none; its metadata may be missing.
  func embeddedErrors(_ object: JSONObject, at path: FieldPath) -> [FieldError] {
    let missing = ["apiVersion", "kind"].filter { object[$0] == nil }.map {
      FieldError.required(path.child($0), Self.mustNotBeEmpty)
    }
    return missing + versionErrors(object["apiVersion"], at: path.child("apiVersion"))
      + kindErrors(object["kind"], at: path.child("kind"))
  }

  private static let mustNotBeEmpty = "must not be empty"

  private func versionErrors(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let value else { return [] }
    guard let text = value.stringValue else { return [.invalid(path, value, "must be a string")] }
    if text.isEmpty { return [.invalid(path, value, Self.mustNotBeEmpty)] }
    guard text.count(where: { $0 == "/" }) > 1 else { return [] }
    return [.invalid(path, value, "unexpected GroupVersion string: \(text)")]
  }

  private func kindErrors(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let value else { return [] }
    guard let text = value.stringValue else { return [.invalid(path, value, "must be a string")] }
    if text.isEmpty { return [.invalid(path, value, Self.mustNotBeEmpty)] }
    let problems = NameRule.dns1035Label.problems(of: text.lowercased())
    guard !problems.isEmpty else { return [] }
    let detail = "may have mixed case, but should otherwise match: "
    return [.invalid(path, value, detail + problems.joined(separator: ","))]
  }
}
