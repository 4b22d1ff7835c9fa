import JSON
import RegularExpressions

extension ValueChecks {
  func textErrors(_ text: String, at path: FieldPath) -> [FieldError] {
    lengthErrors(text, at: path) + formatErrors(text, at: path)
  }

  private func lengthErrors(_ text: String, at path: FieldPath) -> [FieldError] {
    let length = text.unicodeScalars.count
    if let maxLength, length > maxLength { return [.tooLong(path, maximum: maxLength)] }
    if let minLength, length < minLength {
      return [broken(path, .string(text), "should be at least \(minLength) chars long")]
    }
    if let pattern, !pattern.expression.matches(text) {
      return [broken(path, .string(text), "should match '\(pattern.text)'")]
    }
    return []
  }

  private func formatErrors(_ text: String, at path: FieldPath) -> [FieldError] {
    guard let format, StringFormat.accepts(text, format) == false else { return [] }
    let detail = "\(path) in body must be of type \(format): \(GoText.quoted(text))"
    return [.typeInvalid(path, text, detail)]
  }

  /// In the server's order, which names the minimum before the maximum.
  func numberErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let number = value.doubleValue else { return [] }
    var errors: [FieldError] = []
    if let factor = multipleOf, !Self.isMultiple(number, of: factor) {
      errors.append(broken(path, value, "should be a multiple of \(shown(factor, beside: value))"))
    }
    if let minimum, number < minimum.limit || minimum.isExclusive && number == minimum.limit {
      let relation = minimum.isExclusive ? "greater than" : "greater than or equal to"
      let limit = shown(minimum.limit, beside: value)
      errors.append(broken(path, value, "should be \(relation) \(limit)"))
    }
    if let maximum, number > maximum.limit || maximum.isExclusive && number == maximum.limit {
      let relation = maximum.isExclusive ? "less than" : "less than or equal to"
      let limit = shown(maximum.limit, beside: value)
      errors.append(broken(path, value, "should be \(relation) \(limit)"))
    }
    return errors
  }

  private static func isMultiple(_ number: Double, of factor: Double) -> Bool {
    let quotient = number / factor
    return quotient == quotient.rounded()
  }

  /// A bound beside a whole number is printed as one.
  private func shown(_ limit: Double, beside value: JSONValue) -> String {
    if case .integer = value, let whole = Int64(exactly: limit.rounded(.towardZero)) {
      return String(whole)
    }
    return GoText.plain(limit)
  }

  func countErrors(_ count: Int, at path: FieldPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let minItems, count < minItems {
      let detail = "should have at least \(minItems) items"
      errors.append(broken(path, .integer(Int64(count)), detail))
    }
    if let maxItems, count > maxItems {
      errors.append(.tooMany(path, actual: count, maximum: maxItems))
    }
    return errors
  }

  func propertyCountErrors(_ count: Int, at path: FieldPath) -> [FieldError] {
    if let minProperties, count < minProperties {
      let detail = "should have at least \(minProperties) properties"
      return [broken(path, .integer(Int64(count)), detail)]
    }
    if let maxProperties, count > maxProperties {
      return [.tooMany(path, actual: count, maximum: maxProperties)]
    }
    return []
  }

  func enumErrors(_ value: JSONValue, at path: FieldPath) -> [FieldError] {
    guard let enumeration, !enumeration.isEmpty, value.isNull || !enumeration.contains(value)
    else { return [] }
    let supported = enumeration.map { $0.stringValue ?? GoText.json($0) }
    return [.notSupported(path, value, supported: supported)]
  }

  private func broken(_ path: FieldPath, _ value: JSONValue, _ rule: String) -> FieldError {
    .invalid(path, value, "\(path) in body \(rule)")
  }
}
