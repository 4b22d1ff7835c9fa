import RegularExpressions

extension CELFunction {
  static func text(_ name: String, _ operands: [CELValue]) throws(CELError) -> CELValue? {
    guard case .string(let text)? = operands.first else { return nil }
    let rest = Array(operands.dropFirst())
    switch (name, rest.first?.stringValue) {
    case ("_+_", let other?): return .string(text + other)
    case ("startsWith", let other?):
      return .bool(text.unicodeScalars.starts(with: other.unicodeScalars))
    case ("endsWith", let other?):
      return .bool(text.unicodeScalars.reversed().starts(with: other.unicodeScalars.reversed()))
    case ("contains", let other?): return .bool(index(of: other, in: text) != nil)
    case ("matches", let pattern?): return .bool(try expression(pattern).matches(text))
    case ("split", let separator?): return try split(text, separator, rest)
    case ("indexOf", let other?): return .integer(Int64(index(of: other, in: text) ?? -1))
    case ("lastIndexOf", let other?):
      return .integer(Int64(index(of: other, in: text, isLast: true) ?? -1))
    case ("replace", let old?):
      var limit = Int.max
      if rest.count > 2, case .integer(let count) = rest[2], count >= 0 { limit = Int(count) }
      guard rest.count > 1, let new = rest[1].stringValue else { return nil }
      return .string(replacing(old, by: new, in: text, limit: limit))
    case (_, _): return try plainText(name, text, rest)
    }
  }

  private static func plainText(
    _ name: String,
    _ text: String,
    _ rest: [CELValue]
  ) throws(CELError) -> CELValue? {
    switch name {
    case "size": return .integer(Int64(text.unicodeScalars.count))
    case "lowerAscii": return .string(String(text.unicodeScalars.map(lower).map(Character.init)))
    case "upperAscii": return .string(String(text.unicodeScalars.map(upper).map(Character.init)))
    case "trim": return .string(text.trimmed)
    case "charAt": return try substring(text, rest, length: 1)
    case "substring": return try substring(text, rest, length: nil)
    case "format":
      guard let arguments = rest.first?.elements else { return nil }
      return .string(try CELFormat.format(text, arguments))
    default: return nil
    }
  }

  private static func expression(_ pattern: String) throws(CELError) -> RegularExpression {
    do {
      return try RegularExpression(pattern)
    } catch {
      throw .invalid(error.description)
    }
  }

  private static func index(of part: String, in text: String, isLast: Bool = false) -> Int? {
    let (all, wanted) = (Array(text.unicodeScalars), Array(part.unicodeScalars))
    guard wanted.count <= all.count else { return nil }
    let starts = 0...(all.count - wanted.count)
    return isLast
      ? starts.last { all[$0...].starts(with: wanted) }
      : starts.first { all[$0...].starts(with: wanted) }
  }

  private static func split(
    _ text: String,
    _ separator: String,
    _ rest: [CELValue]
  ) throws(CELError) -> CELValue {
    if separator.isEmpty {
      return .list(text.unicodeScalars.map { .string(String($0)) })
    }
    var limit = Int.max
    if rest.count > 1, case .integer(let count) = rest[1], count >= 0 { limit = Int(count) }
    guard limit > 0 else { return .list([]) }
    let parts = text.split(
      separator: separator,
      maxSplits: limit - 1,
      omittingEmptySubsequences: false
    )
    return .list(parts.map { .string(String($0)) })
  }

  private static func replacing(
    _ old: String,
    by new: String,
    in text: String,
    limit: Int
  ) -> String {
    guard !old.isEmpty else { return text }
    return text.split(separator: old, maxSplits: limit, omittingEmptySubsequences: false)
      .joined(separator: new)
  }

  private static func substring(
    _ text: String,
    _ rest: [CELValue],
    length: Int?
  ) throws(CELError) -> CELValue? {
    guard case .integer(let from)? = rest.first else { return nil }
    let scalars = Array(text.unicodeScalars)
    var to = Int64(scalars.count)
    if let length { to = min(to, from + Int64(length)) }
    if rest.count > 1, case .integer(let end) = rest[1] { to = end }
    guard from >= 0, from <= scalars.count else { throw .invalid("index out of range: \(from)") }
    guard to >= from, to <= scalars.count else { throw .invalid("index out of range: \(to)") }
    return .string(String(String.UnicodeScalarView(scalars[Int(from)..<Int(to)])))
  }

  private static func lower(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
  }

  private static func upper(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    ("a"..."z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) - 32) : scalar
  }
}
