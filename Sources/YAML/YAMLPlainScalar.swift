/// What unquoted text means in YAML 1.1 as sigs.k8s.io/yaml (go-yaml v2) resolves it.
///
/// `yes`, `no`, `on`, `off`, `y` and `n` are booleans there and `010` is eight. Numbers in base 60 stay text.
enum YAMLPlainScalar: Equatable {
  case null
  case bool(Bool)
  case integer(Int64)
  case float(Double)
  /// `.inf` and `.nan`, which JSON cannot say.
  case notFinite
  /// A date or a time: text for JSON, but other readers would take it for a time.
  case timestamp
  case text

  init(_ text: String) {
    self = Self.word(text) ?? Self.number(text) ?? (Self.isTimestamp(text) ? .timestamp : .text)
  }

  private static func word(_ text: String) -> YAMLPlainScalar? {
    switch text {
    case "", "~", "null", "Null", "NULL": .null
    case "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON": .bool(true)
    case "n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF": .bool(false)
    case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
      "-.Inf", "-.INF":
      .notFinite
    default: nil
    }
  }

  private static func number(_ text: String) -> YAMLPlainScalar? {
    guard let first = text.first, first.isASCII else { return nil }
    if first == "." { return decimal(text) }
    guard first.isNumber || first == "+" || first == "-" else { return nil }
    return number(withoutUnderscores: text.filter { $0 != "_" })
  }

  private static func number(withoutUnderscores text: String) -> YAMLPlainScalar? {
    let unsigned = text.first == "-" || text.first == "+" ? text.dropFirst() : text[...]
    let isNegative = text.first == "-"
    for (prefix, radix) in [("0x", 16), ("0b", 2), ("0o", 8), ("0", 8)]
    where unsigned.lowercased().hasPrefix(prefix) && unsigned.count > prefix.count {
      guard let value = whole(unsigned.dropFirst(prefix.count), radix, isNegative) else { continue }
      return value
    }
    let mayBeDecimal = unsigned == "0" || unsigned.first != "0"
    return (mayBeDecimal ? whole(unsigned, 10, isNegative) : nil) ?? decimal(text)
  }

  /// A number of more than 63 bits becomes the nearest floating-point number, as in Go's JSON.
  private static func whole(
    _ digits: Substring,
    _ radix: Int,
    _ isNegative: Bool
  ) -> YAMLPlainScalar? {
    guard let first = digits.first, first.isASCII, first.isHexDigit else { return nil }
    let sign = isNegative ? "-" : ""
    if let whole = Int64(sign + digits, radix: radix) { return .integer(whole) }
    guard radix != 10, let magnitude = UInt64(digits, radix: radix) else { return nil }
    return .float(isNegative ? -Double(magnitude) : Double(magnitude))
  }

  /// `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, and finite.
  private static func decimal(_ text: String) -> YAMLPlainScalar? {
    var rest = Substring(text).utf8
    skipSign(&rest)
    let digits = skipDigits(&rest)
    var decimals = 0
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      decimals = skipDigits(&rest)
    }
    guard digits + decimals > 0 else { return nil }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      skipSign(&rest)
      guard skipDigits(&rest) > 0 else { return nil }
    }
    guard rest.isEmpty, let value = Double(text), value.isFinite else { return nil }
    return .float(value)
  }

  private static func skipSign(_ rest: inout Substring.UTF8View) {
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
  }

  private static func skipDigits(_ rest: inout Substring.UTF8View) -> Int {
    let digits = rest.prefix { (0x30...0x39).contains($0) }.count
    rest = rest.dropFirst(digits)
    return digits
  }

  /// `2026-01-31`, alone or before a time of day.
  private static func isTimestamp(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    guard skipDigits(&rest) == 4, rest.first == UInt8(ascii: "-") else { return false }
    rest = rest.dropFirst()
    guard (1...2).contains(skipDigits(&rest)), rest.first == UInt8(ascii: "-") else { return false }
    rest = rest.dropFirst()
    guard (1...2).contains(skipDigits(&rest)) else { return false }
    return rest.first.map { "Tt ".utf8.contains($0) } ?? true
  }
}
