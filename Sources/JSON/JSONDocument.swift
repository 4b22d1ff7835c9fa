/// A JSON text read with an eye on what its value cannot tell: fields that it names twice.
///
/// The value keeps the last of them, as the API server does; `fieldValidation=Strict` refuses the text.
package struct JSONDocument: Sendable {
  package let value: JSONValue
  /// Each field once, inner ones before outer ones, otherwise sorted by key.
  package let duplicateFields: [FieldPath]

  package init(parsing bytes: [UInt8]) throws(JSONSyntaxError) {
    var parser = JSONParser(textOf: bytes.count, recordsDuplicates: true)
    value = try parser.document(in: bytes.span)
    duplicateFields = parser.duplicateFields
  }
}
