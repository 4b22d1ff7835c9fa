import JSON

/// The verbs in which defaulting functions are written.
extension JSONValue {
  /// Gives a field a value if it has none.
  mutating func setDefault(_ key: String, _ value: JSONValue) {
    if (self[key] ?? .null).isNull { self[key] = value }
  }

  /// Changes a field where it is present.
  mutating func update(_ key: String, _ change: (inout JSONValue) -> Void) {
    guard var value = self[key], !value.isNull else { return }
    self[key] = nil
    change(&value)
    self[key] = value
  }

  /// Changes a field, which becomes an empty object first if it is absent.
  mutating func updateOrCreate(_ key: String, _ change: (inout JSONValue) -> Void) {
    setDefault(key, .object([:]))
    update(key, change)
  }

  /// Changes each element of a list where the field is present.
  mutating func updateEach(_ key: String, _ change: (inout JSONValue) -> Void) {
    guard var elements = self[key]?.arrayValue, !elements.isEmpty else { return }
    for index in elements.indices { change(&elements[index]) }
    self[key] = .array(elements)
  }
}
