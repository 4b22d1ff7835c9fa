import JSON

/// The columns that `kubectl get` prints for a custom resource.
enum ColumnRules {
  private static let types = ["boolean", "date", "integer", "number", "string"]
  private static let formats = [
    "byte", "date", "date-time", "double", "float", "int32", "int64", "password",
  ]

  static func errors(_ columns: JSONValue?, at path: FieldPath) -> [FieldError] {
    (columns?.arrayValue ?? []).enumerated().flatMap { index, column in
      errors(column, path.index(index))
    }
  }

  private static func errors(_ column: JSONValue, _ path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if column.text("name").isEmpty { errors.append(.required(path.child("name"))) }
    let type = column.text("type")
    let oneType = "must be one of \(types.joined(separator: ","))"
    if type.isEmpty {
      errors.append(.required(path.child("type"), oneType))
    } else if !types.contains(type) {
      errors.append(.invalid(path.child("type"), .string(type), oneType))
    }
    let format = column.text("format")
    if !format.isEmpty, !formats.contains(format) {
      let oneFormat = "must be one of \(formats.joined(separator: ","))"
      errors.append(.invalid(path.child("format"), .string(format), oneFormat))
    }
    let jsonPath = column.text("jsonPath")
    if jsonPath.isEmpty {
      errors.append(.required(path.child("JSONPath")))
    } else if let problem = SubresourceRules.simplePathProblem(jsonPath) {
      errors.append(.invalid(path.child("JSONPath"), .string(jsonPath), problem))
    }
    return errors
  }
}
