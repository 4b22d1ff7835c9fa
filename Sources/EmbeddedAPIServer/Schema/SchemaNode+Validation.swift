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
    if isNullable, value.isNull { return [] }
    var errors = typeErrors(value, at: path)
    errors += combinationErrors(value, at: path)
    errors += checks.errors(value, at: path)
    switch value {
    case .array(let elements): errors += elementErrors(elements, old: old, at: path)
    case .object(let object): errors += memberErrors(object, old: old, at: path, isRoot: isRoot)
    case .null, .bool, .integer, .double, .string: break
    }
    return errors
  }

  private func typeErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    let isRight: Bool
    switch (type, value) {
    case (.object, .object), (.array, .array), (.string, .string), (.boolean, .bool),
      (.integer, .integer), (.number, .integer), (.number, .double):
      isRight = true
    case (nil, .integer), (nil, .string): isRight = true
    case (nil, _): isRight = !isIntOrString
    case (.some, _): isRight = false
    }
    guard !isRight else { return [] }
    let expected = isIntOrString ? "integer,string" : type?.rawValue ?? ""
    let found = value.typeName
    let detail = "\(path) in body must be of type \(expected): \(GoText.quoted(found))"
    return [.typeInvalid(path, found, detail)]
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
