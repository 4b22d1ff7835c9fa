import JSON

/// What the server demands of the versions of a definition, and of what they share.
enum VersionRules {
  /// Each version by itself, then all of them together.
  static func errors(_ hoisted: HoistedSpecification, old: JSONValue?) -> [FieldError] {
    let path: FieldPath = "spec.versions"
    var errors: [FieldError] = []
    for (index, version) in hoisted.versions.enumerated() {
      errors += nameErrors(version.text("name"), at: path.index(index).child("name"))
      errors += warningErrors(version, at: path.index(index).child("deprecationWarning"))
      errors += contentErrors(version, hoisted.hasStatus(index), at: path.index(index), old: old)
    }
    let names = hoisted.versions.map { $0.text("name") }
    if Set(names).count < names.count {
      errors.append(listed(hoisted, "must contain unique version names"))
    }
    if hoisted.versions.count(where: { $0["storage"] == true }) != 1 {
      errors.append(listed(hoisted, "must have exactly one version marked as storage version"))
    }
    return errors + (names.first.map { nameErrors($0, at: "spec.version") } ?? [])
  }

  /// What all versions have in common, at the places where the server keeps it.
  static func sharedErrors(_ hoisted: HoistedSpecification, old: JSONValue?) -> [FieldError] {
    let root: FieldPath = "spec"
    var errors: [FieldError] = []
    if let schema = hoisted.schema?["openAPIV3Schema"] {
      let before = old.flatMap { HoistedSpecification($0).schema?["openAPIV3Schema"] }
      errors += SchemaDefinitionRules.errors(
        schema,
        hasStatus: hoisted.hasAnyStatus,
        at: root.child("validation"),
        old: before
      )
    }
    errors += SubresourceRules.errors(hoisted.subresources, at: root.child("subresources"))
    errors += ColumnRules.errors(hoisted.columns, at: root.child("additionalPrinterColumns"))
    return errors
      + SelectableFieldRules.errors(
        hoisted.selectableFields,
        schema: hoisted.schema?["openAPIV3Schema"],
        at: root.child("selectableFields")
      )
  }

  private static func contentErrors(
    _ version: JSONValue,
    _ hasStatus: Bool,
    at path: FieldPath,
    old: JSONValue?
  ) -> [FieldError] {
    let schema = version["schema"]?["openAPIV3Schema"]
    let before = old?["versions"]?.arrayValue?.first { $0["name"] == version["name"] }
    let schemaErrors = schema.map {
      SchemaDefinitionRules.errors(
        $0,
        hasStatus: hasStatus,
        at: path.child("schema"),
        old: before?["schema"]?["openAPIV3Schema"]
      )
    }
    return (schemaErrors ?? [])
      + SubresourceRules.errors(version["subresources"], at: path.child("subresources"))
      + ColumnRules.errors(
        version["additionalPrinterColumns"],
        at: path.child("additionalPrinterColumns")
      )
      + SelectableFieldRules.errors(
        version["selectableFields"],
        schema: schema,
        at: path.child("selectableFields")
      )
  }

  private static func nameErrors(_ name: String, at path: FieldPath) -> [FieldError] {
    let problems = NameRule.dns1035Label.problems(of: name)
    guard !problems.isEmpty else { return [] }
    return [.invalid(path, .string(name), problems.joined(separator: ","))]
  }

  private static func warningErrors(_ version: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let warning = version["deprecationWarning"]?.stringValue else { return [] }
    guard version["deprecated"] == true else {
      return [.invalid(path, .string(warning), "can only be set for deprecated versions")]
    }
    var problems: [String] = []
    if warning.utf8.count > 256 { problems.append("must be <= 256 characters long") }
    if warning.isEmpty { problems.append("must not be an empty string") }
    if let index = firstUnprintable(in: warning) {
      problems.append(
        "must only contain printable UTF-8 characters; non-printable character found at index "
          + "\(index)"
      )
    }
    return problems.map { .invalid(path, .string(warning), $0) }
  }

  private static func firstUnprintable(in text: String) -> Int? {
    var index = 0
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
        .paragraphSeparator:
        return index
      case .spaceSeparator where scalar != " ": return index
      default: index += scalar.utf8.count
      }
    }
    return nil
  }

  private static func listed(_ hoisted: HoistedSpecification, _ detail: String) -> FieldError {
    let shown = FieldError.BadValue.text(GoSchema.text(versions: hoisted.versions))
    return FieldError(path: "spec.versions", kind: .invalid, badValue: shown, detail: detail)
  }
}
