extension CELFunction {
  /// Versions, named formats, sets and what else has a name of its own.
  static func library(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    switch (name, operands.first) {
    case ("semver", .string(let text)?): return .opaque(.version(try version(text, operands)))
    case ("isSemver", .string(let text)?):
      return .bool(SemanticVersion(text, normalizing: isNormalizing(operands)) != nil)
    case (_, .opaque(.version(let version))?):
      return about(version, name, operands.dropFirst().first)
    case ("format.named", .string(let text)?):
      return .optional(CELNamedFormat(rawValue: text).map { .opaque(.format($0)) })
    case ("validate", .opaque(.format(let format))?):
      let problems = operands.last?.stringValue.map(format.problems) ?? []
      return .optional(problems.isEmpty ? nil : .list(problems.map(CELValue.string)))
    case ("strings.quote", .string(let text)?): return .string(GoText.quoted(text))
    case (_, _) where name.hasPrefix("format."):
      return CELNamedFormat(rawValue: String(name.dropFirst(7))).map { .opaque(.format($0)) }
    case (_, _): return try sets(name, operands) ?? optionalMaker(name, operands)
    }
  }

  private static func isNormalizing(_ operands: [CELValue]) -> Bool {
    if operands.count > 1, case .bool(true) = operands[1] { true } else { false }
  }

  private static func version(
    _ text: String,
    _ operands: [CELValue]
  ) throws(CELError) -> SemanticVersion {
    guard let version = SemanticVersion(text, normalizing: isNormalizing(operands)) else {
      throw .invalid("No Major.Minor.Patch elements found")
    }
    return version
  }

  private static func about(
    _ version: SemanticVersion,
    _ name: String,
    _ argument: CELValue?
  ) -> CELValue? {
    switch (name, argument) {
    case ("major", nil): return .integer(Int64(clamping: version.major))
    case ("minor", nil): return .integer(Int64(clamping: version.minor))
    case ("patch", nil): return .integer(Int64(clamping: version.patch))
    case ("isGreaterThan", .opaque(.version(let other))?):
      return .bool(version.compared(to: other) > 0)
    case ("isLessThan", .opaque(.version(let other))?):
      return .bool(version.compared(to: other) < 0)
    case ("compareTo", .opaque(.version(let other))?):
      return .integer(Int64(version.compared(to: other)))
    case (_, _): return nil
    }
  }

  private static func sets(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard name.hasPrefix("sets."), operands.count == 2, let left = operands[0].elements,
      let right = operands[1].elements
    else { return nil }
    let holds = { (set: [CELValue], element: CELValue) in
      set.contains { $0.isEqual(to: element) }
    }
    switch name {
    case "sets.contains": return .bool(right.allSatisfy { holds(left, $0) })
    case "sets.intersects": return .bool(right.contains { holds(left, $0) })
    case "sets.equivalent":
      return .bool(right.allSatisfy { holds(left, $0) } && left.allSatisfy { holds(right, $0) })
    default: return nil
    }
  }

  private static func optionalMaker(_ name: String, _ operands: [CELValue]) -> CELValue? {
    switch (name, operands.first) {
    case ("optional.none", nil): return .optional(nil)
    case ("optional.of", let value?): return .optional(value)
    case ("optional.ofNonZeroValue", let value?): return .optional(value.isZero ? nil : value)
    case (_, _): return nil
    }
  }
}

extension CELValue {
  /// What Go would call the zero value.
  fileprivate var isZero: Bool {
    switch self {
    case .null: true
    case .bool(let value): !value
    case .integer(let value): value == 0
    case .unsigned(let value): value == 0
    case .double(let value): value == 0
    case .string(let text): text.isEmpty
    case .duration(let duration): duration.nanoseconds == 0
    case .list, .array: elements?.isEmpty ?? true
    case .map, .object: entries?.isEmpty ?? true
    case .optional(let value): value == nil
    case .timestamp, .quantity, .opaque, .type: false
    }
  }
}
