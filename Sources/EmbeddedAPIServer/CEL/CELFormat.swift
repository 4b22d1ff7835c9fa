import APIMachinery
import Time

/// `'%d'.format([x])` and `string(x)`: values as text.
enum CELFormat {
  /// As `string()` gives it; containers have no text there, but appear in messages.
  static func plain(_ value: CELValue) -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .integer(let value): String(value)
    case .unsigned(let value): String(value)
    case .double(let value): GoText.plain(value)
    case .string(let value): value
    case .duration(let value): value.text
    case .timestamp(let value): value.rfc3339
    case .quantity(let value): GoText.plain(value.doubleValue)
    case .opaque(let value): value.text
    case .type(let name): name
    case .optional(let value): value.map { "optional(\(plain($0)))" } ?? "optional.none()"
    case .list, .array: "[\((value.elements ?? []).map(plain).joined(separator: ", "))]"
    case .map, .object: "{\((value.entries ?? []).map(entry).joined(separator: ", "))}"
    }
  }

  private static func entry(_ entry: CELMapEntry) -> String {
    "\(plain(entry.key)): \(plain(entry.value))"
  }

  /// Replaces `%s %d %f %e %b %x %X %o %%`, with `%.2f` for decimals.
  static func format(_ template: String, _ arguments: [CELValue]) throws(CELError) -> String {
    var result = ""
    var remaining = arguments[...]
    var rest = Substring(template)
    while let percent = rest.firstIndex(of: "%") {
      result += rest[..<percent]
      rest = rest[percent...].dropFirst()
      if rest.hasPrefix("%") {
        result += "%"
        rest = rest.dropFirst()
        continue
      }
      let precision = try takePrecision(&rest)
      guard let verb = rest.popFirst() else {
        throw .invalid("could not parse formatting clause: unexpected end of string")
      }
      guard let argument = remaining.popFirst() else {
        let position = arguments.count
        throw .invalid("could not parse formatting clause: index \(position) out of range")
      }
      result += try text(argument, verb, precision)
    }
    return result + rest
  }

  private static func takePrecision(_ rest: inout Substring) throws(CELError) -> Int? {
    guard rest.hasPrefix(".") else { return nil }
    let digits = rest.dropFirst().prefix { $0.isNumber }
    rest = rest.dropFirst(1 + digits.count)
    guard let precision = Int(digits), precision <= 100 else {
      throw .invalid("could not parse formatting clause: error while converting precision")
    }
    return precision
  }

  private static func text(
    _ value: CELValue,
    _ verb: Character,
    _ precision: Int?
  ) throws(CELError) -> String {
    switch (verb, value) {
    case ("s", _): return plain(value)
    case ("d", .integer(let number)): return String(number)
    case ("d", .unsigned(let number)): return String(number)
    case ("f", .double(let number)): return fixed(number, precision ?? 6)
    case ("f", .integer(let number)): return fixed(Double(number), precision ?? 6)
    case ("x", .integer(let number)): return String(number, radix: 16)
    case ("X", .integer(let number)): return String(number, radix: 16, uppercase: true)
    case ("o", .integer(let number)): return String(number, radix: 8)
    case ("b", .integer(let number)): return String(number, radix: 2)
    case ("b", .bool(let flag)): return flag ? "1" : "0"
    case (_, _):
      throw .invalid("error during formatting: no formatting for '%\(verb)' of \(value.typeName)")
    }
  }

  /// Half away from zero on the shortest digits: enough for messages.
  static func fixed(_ number: Double, _ decimals: Int) -> String {
    guard number.isFinite, abs(number) < 1e15, decimals <= 15 else { return GoText.plain(number) }
    let scale = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
    let digits = String(UInt64((abs(number) * scale).rounded()))
    let sign = number < 0 ? "-" : ""
    guard decimals > 0 else { return sign + digits }
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    return "\(sign)\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}
