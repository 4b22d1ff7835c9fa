package import JSON

/// Values in the words of Go's `fmt` and `encoding/json`, which the API server's messages are made of.
package enum GoText {
  /// `strconv.Quote`: `%q` of a string.
  package static func quoted(_ text: String) -> String {
    "\"" + text.unicodeScalars.map(escaped).joined() + "\""
  }

  /// `%v` of a `float64`: the shortest digits; `0.05` stays, a million is `1e+06`.
  package static func plain(_ number: Double) -> String {
    let (digits, exponent) = decimal(abs(number))
    let sign = number < 0 ? "-" : ""
    let position = exponent - 1
    guard position < -4 || position >= 6 else { return sign + fixed(digits, exponent) }
    let mantissa = digits.count > 1 ? "\(digits.prefix(1)).\(digits.dropFirst())" : digits
    let power = abs(position) < 10 ? "0\(abs(position))" : "\(abs(position))"
    return "\(sign)\(mantissa)e\(position < 0 ? "-" : "+")\(power)"
  }

  /// `json.Marshal`: compact, with `<`, `>` and `&` escaped for HTML.
  package static func json(_ value: JSONValue) -> String {
    value.jsonText.unicodeScalars.map { scalar in
      switch scalar {
      case "<": #"\u003c"#
      case ">": #"\u003e"#
      case "&": #"\u0026"#
      case "\u{2028}": #"\u2028"#
      case "\u{2029}": #"\u2029"#
      default: String(scalar)
      }
    }.joined()
  }

  private static func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": #"\""#
    case "\\": #"\\"#
    case "\n": #"\n"#
    case "\t": #"\t"#
    case "\r": #"\r"#
    case "\u{7}": #"\a"#
    case "\u{8}": #"\b"#
    case "\u{c}": #"\f"#
    case "\u{b}": #"\v"#
    case "\u{0}"..."\u{1f}", "\u{7f}": #"\x"# + twoHexDigits(scalar.value)
    default: String(scalar)
    }
  }

  private static func twoHexDigits(_ value: UInt32) -> String {
    value < 16 ? "0\(String(value, radix: 16))" : String(value, radix: 16)
  }

  /// The shortest digits and the position of the decimal point after them: 0.05 is ("5", -1), 120 is ("12", 3).
  private static func decimal(_ number: Double) -> (digits: String, exponent: Int) {
    let parts = number.description.split(separator: "e")
    let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(point[0])
    let fraction = point.count > 1 ? String(point[1]) : ""
    let all = whole + fraction
    let leadingZeros = all.prefix { $0 == "0" }.count
    let significant = String(all.dropFirst(leadingZeros)).trimmedTrailingZeros
    return (significant.isEmpty ? "0" : significant, whole.count - leadingZeros + exponent)
  }

  private static func fixed(_ digits: String, _ exponent: Int) -> String {
    if exponent <= 0 { return "0." + String(repeating: "0", count: -exponent) + digits }
    if digits.count <= exponent {
      return digits + String(repeating: "0", count: exponent - digits.count)
    }
    return "\(digits.prefix(exponent)).\(digits.dropFirst(exponent))"
  }
}

extension String {
  fileprivate var trimmedTrailingZeros: String {
    var text = self
    while text.hasSuffix("0") { text.removeLast() }
    return text
  }
}
