import JSON

/// The fields by which clients may select custom resources.
enum SelectableFieldRules {
  private static let countMax = 8

  static func errors(
    _ fields: JSONValue?,
    schema: JSONValue?,
    at path: FieldPath
  ) -> [FieldError] {
    guard let fields = fields?.arrayValue, !fields.isEmpty else { return [] }
    guard let schema else {
      let detail = "selectableFields may only be set when validations.schema is included"
      return [.invalid(path, "", detail)]
    }
    var errors: [FieldError] = []
    var seen: Set<String> = []
    for (index, field) in fields.enumerated() {
      let place = path.index(index).child("jsonPath")
      let jsonPath = field.text("jsonPath")
      errors += pathErrors(jsonPath, schema, at: place)
      guard !jsonPath.isEmpty, SchemaPath.isValid(jsonPath, in: schema) else { continue }
      if !seen.insert(jsonPath).inserted { errors.append(.duplicate(place, .string(jsonPath))) }
    }
    if seen.count > countMax {
      errors.append(.tooMany(path, actual: seen.count, maximum: countMax))
    }
    return errors
  }

  private static func pathErrors(
    _ jsonPath: String,
    _ schema: JSONValue,
    at path: FieldPath
  ) -> [FieldError] {
    guard !jsonPath.isEmpty else { return [.required(path)] }
    let found: JSONValue
    do throws(SchemaPath.Problem) {
      found = try SchemaPath.schema(at: jsonPath, in: schema, allowsBrackets: false)
    } catch {
      return [.invalid(path, .string(jsonPath), "is an invalid path: \(error.text)")]
    }
    var errors: [FieldError] = []
    if jsonPath == ".metadata" || jsonPath.hasPrefix(".metadata.") {
      errors.append(.invalid(path, .string(jsonPath), "must not point to fields in metadata"))
    }
    if !["string", "boolean", "integer"].contains(found.text("type")) {
      let detail =
        "must point to a field of type string, boolean or integer. Enum string fields and strings "
        + "with formats are allowed."
      errors.append(.invalid(path, .string(jsonPath), detail))
    }
    return errors
  }
}
