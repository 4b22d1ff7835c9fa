/// What reading an object by its schema brought to light.
struct DecodingFindings: Hashable, Sendable {
  /// Paths that the schema does not know; they were removed.
  var unknownFields: [String] = []
  /// Values that cannot be what the schema says; with one of them the object is not readable.
  var mismatches: [String] = []
}
