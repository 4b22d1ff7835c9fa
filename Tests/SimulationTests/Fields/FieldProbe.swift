import JSON

/// One field of the spec and one thing that somebody may write there.
struct FieldProbe: Hashable, Sendable, CustomStringConvertible {
  /// From `spec` down; a list is entered at its first element.
  let path: [String]
  /// `nil` takes the field away.
  let value: JSONValue?

  var description: String {
    "spec.\(path.joined(separator: ".")) = \(value.map { String($0.jsonText.prefix(60)) } ?? "absent")"
  }

  /// The spec with this in it; what is missing on the way there is made.
  func applied(to spec: JSONValue) -> JSONValue {
    Self.setting(value, at: path[...], in: spec) ?? .null
  }

  private static func setting(
    _ value: JSONValue?,
    at path: ArraySlice<String>,
    in document: JSONValue
  ) -> JSONValue? {
    guard let first = path.first else { return value }
    if first == FieldCatalogue.element {
      let elements = document.arrayValue ?? []
      let element = setting(value, at: path.dropFirst(), in: elements.first ?? .object([:]))
      return .array([element].compactMap(\.self) + elements.dropFirst())
    }
    var object = document.objectValue ?? [:]
    object[first] = setting(value, at: path.dropFirst(), in: object[first] ?? .null)
    return .object(object)
  }
}
