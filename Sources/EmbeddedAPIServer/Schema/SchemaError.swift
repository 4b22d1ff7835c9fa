/// Why an OpenAPI schema cannot be used at all; what is merely forbidden is a `FieldError` of the definition.
package struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where in the schema, `properties[spec].items`.
  package let path: FieldPath
  package let problem: String

  package var description: String { "\(path): \(problem)" }
}
