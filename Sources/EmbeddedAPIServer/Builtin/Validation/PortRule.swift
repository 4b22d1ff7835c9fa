import JSON

/// Numbers of ports, and the sentence for those that are none.
enum PortRule {
  static func errors(_ number: Int, at path: FieldPath) -> [FieldError] {
    (1...65_535).contains(number)
      ? []
      : [.invalid(path, .integer(Int64(number)), "must be between 1 and 65535, inclusive")]
  }
}
