import JSON

/// One step of a path in managed fields, kept as `FieldsV1` writes it: `f:spec`, `k:{"name":"a"}`, `v:"x"`.
struct PathElement: Hashable, Sendable {
  let text: String

  static func field(_ name: String) -> PathElement { PathElement(text: "f:" + name) }

  /// An element of a keyed list.
  static func key(_ fields: JSONObject) -> PathElement {
    PathElement(text: "k:" + JSONValue.object(fields).jsonText)
  }

  /// An element of a set.
  static func value(_ value: JSONValue) -> PathElement {
    PathElement(text: "v:" + value.jsonText)
  }

  /// The name of a field; `nil` for an element of a list.
  var fieldName: String? { text.hasPrefix("f:") ? String(text.dropFirst(2)) : nil }

  /// As conflicts and errors print it: `.spec`, `[name="a"]`, `[="x"]`.
  var printed: String {
    if let fieldName { return "." + fieldName }
    let body = String(text.dropFirst(2))
    guard text.hasPrefix("k:"), let fields = try? JSONValue(parsing: body).objectValue else {
      return text.hasPrefix("v:") ? "[=\(body)]" : "[\(body)]"
    }
    return "[" + fields.map { "\($0.key)=\($0.value.jsonText)" }.joined(separator: ",") + "]"
  }

  func precedes(_ other: PathElement) -> Bool {
    text.utf8.lexicographicallyPrecedes(other.text.utf8)
  }
}
