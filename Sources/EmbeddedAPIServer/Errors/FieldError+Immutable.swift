package import JSON

extension FieldError {
  /// A field that may be set once.
  package static func immutable(_ path: FieldPath, _ value: JSONValue) -> FieldError {
    invalid(path, value, "field is immutable")
  }
}
