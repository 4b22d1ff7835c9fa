import JSON

extension SchemaNode {
  /// What is wrong with a value, in the order of the server's validators: type, combinations, then the bounds of its kind.
  func validate(
    _ value: JSONValue,
    old: JSONValue?,
    at path: FieldPath,
    isRoot: Bool = false
  ) -> [FieldError] {
    guard value != old else { return [] }
    var errors = typeErrors(value, at: path)
    guard !value.isNull else { return errors + checks.enumErrors(value, at: path) }
    errors += combinationErrors(value, at: path)
    switch value {
    case .string(let text): errors += checks.textErrors(text, at: path)
    case .integer, .double: errors += checks.numberErrors(value, at: path)
    case .array(let elements):
      errors += elementErrors(elements, old: old, at: path)
      errors += checks.countErrors(elements.count, at: path)
    case .null, .bool, .object: break
    }
    errors += checks.enumErrors(value, at: path)
    guard case .object(let object) = value else { return errors }
    let countErrors = checks.propertyCountErrors(object.count, at: path)
    guard countErrors.isEmpty else { return errors + countErrors }
    errors += memberErrors(object, old: old, at: path, isRoot: isRoot)
    return isEmbeddedResource && !isRoot ? errors + embeddedErrors(object, at: path) : errors
  }

  /// A format changes what is said of a value of the wrong type, and lets texts and lists pass unseen; so the server does.
  private func typeErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    let types = isIntOrString ? ["integer", "string"] : type.map { [$0.rawValue] } ?? []
    let isNumeric = types.contains("integer") || types.contains("number")
    let found = value.typeName
    let isRight = types.contains(found) || found == "integer" && types.contains("number")
    if value.isNull {
      let isAllowed = isNullable || types.isEmpty
      return isAllowed ? [] : [mistyped(path, types.joined(separator: ","), found)]
    }
    guard !types.isEmpty || checks.format != nil, !isRight else { return [] }
    let isTextOrList = found == "string" || found == "array"
    if let format = checks.format, !isTextOrList {
      let inferred = found == "integer" ? "int64" : found == "number" ? "float64" : ""
      if inferred != format { return [mistyped(path, format, inferred)] }
    }
    if checks.format != nil, isTextOrList, !isNumeric { return [] }
    return types.isEmpty ? [] : [mistyped(path, types.joined(separator: ","), found)]
  }

  private func mistyped(_ path: FieldPath, _ expected: String, _ found: String) -> FieldError {
    let detail = "\(path) in body must be of type \(expected): \(GoText.quoted(found))"
    return .typeInvalid(path, found, detail)
  }

  private func elementErrors(
    _ elements: [JSONValue],
    old: JSONValue?,
    at path: FieldPath
  ) -> [FieldError] {
    guard let items else { return [] }
    return elements.enumerated().flatMap { index, element in
      items.validate(element, old: counterpart(of: element, in: old), at: path.index(index))
    }
  }

  /// The element of the old list with the same keys; only keyed lists can tell.
  func counterpart(of element: JSONValue, in old: JSONValue?) -> JSONValue? {
    guard case .map(let keys) = listType, let items, let old = old?.arrayValue,
      let identity = items.identity(element, by: keys)
    else { return nil }
    return old.first { items.identity($0, by: keys) == identity }
  }

  private func memberErrors(
    _ object: JSONObject,
    old: JSONValue?,
    at path: FieldPath,
    isRoot: Bool
  ) -> [FieldError] {
    let undeclared = object.filter { properties[$0.key] == nil }
    let additional = undeclared.flatMap { member -> [FieldError] in
      guard let schema = schema(forMember: member.key) else { return [] }
      return schema.validate(
        member.value,
        old: old?[member.key],
        at: path.child(member.key)
      )
    }
    let declared = properties.sorted.flatMap { property -> [FieldError] in
      guard let value = object[property.name] else { return [] }
      return property.schema.validate(
        value,
        old: isRoot && Self.typeFields.contains(property.name) ? nil : old?[property.name],
        at: path.child(property.name)
      )
    }
    let missing = checks.required.filter { object[$0] == nil }
    return additional + declared + missing.map { .required(path.child($0)) }
  }

  /// Their old values were of the same version and kind, so equality says nothing.
  private static let typeFields = ["apiVersion", "kind"]

  /// Findings about combinations belong to no field: the server prints `<nil>` and names the place in the text.
  private func combinationErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    anyOfErrors(value, at: path) + oneOfErrors(value, at: path) + allOfErrors(value, at: path)
      + notErrors(value, at: path)
  }

  private func anyOfErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    let outcomes = anyOf.map { $0.validate(value, old: nil, at: path) }
    guard !outcomes.isEmpty, !outcomes.contains(where: \.isEmpty) else { return [] }
    return [unmatched(path, "must validate at least one schema (anyOf)")] + bestMatch(outcomes)
  }

  private func oneOfErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    let outcomes = oneOf.map { $0.validate(value, old: nil, at: path) }
    let matching = outcomes.count(where: \.isEmpty)
    guard !outcomes.isEmpty, matching != 1 else { return [] }
    let found = matching == 0 ? "Found none valid" : "Found \(matching) valid alternatives"
    return [unmatched(path, "must validate one and only one schema (oneOf). \(found)")]
      + (matching == 0 ? bestMatch(outcomes) : [])
  }

  private func allOfErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    let outcomes = allOf.map { $0.validate(value, old: nil, at: path) }
    guard outcomes.contains(where: { !$0.isEmpty }) else { return [] }
    let remark = outcomes.contains(where: \.isEmpty) ? "" : ". None validated"
    return outcomes.flatMap(\.self)
      + [unmatched(path, "must validate all the schemas (allOf)\(remark)")]
  }

  private func notErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let not, not.validate(value, old: nil, at: path).isEmpty else { return [] }
    return [unmatched(path, "must not validate the schema (not)")]
  }

  private func unmatched(_ path: FieldPath, _ rule: String) -> FieldError {
    .invalid(.root, "", "\(GoText.quoted(path.description)) \(rule)")
  }

  /// The alternative that came closest explains itself.
  private func bestMatch(_ outcomes: [[FieldError]]) -> [FieldError] {
    outcomes.min { $0.count < $1.count } ?? []
  }
}
