/// Pieces of PromQL that are right whatever they are made of.
enum PromQLText {
  /// `pod="a"`.
  static func matcher(_ label: String, _ value: String) -> String {
    "\(label)=\"\(escaped(value))\""
  }

  /// `pod=~"a|b"`.
  static func matcher(_ label: String, oneOf names: [String]) -> String {
    "\(label)=~\"\(escaped(alternatives(of: names)))\""
  }

  /// `pod=~"a.*"`.
  static func matcher(_ label: String, matching pattern: String) -> String {
    "\(label)=~\"\(escaped(pattern))\""
  }

  /// `handler!~"/health.*"`.
  static func matcher(_ label: String, notMatching pattern: String) -> String {
    "\(label)!~\"\(escaped(pattern))\""
  }

  /// A regular expression that matches exactly these: `a[.]b|c`.
  ///
  /// Names of objects and metrics have no other character with a meaning. A dot is put into brackets rather than behind a backslash, which means something else in each of PromQL's three kinds of quotes.
  static func alternatives(of names: [String]) -> String {
    names.map { $0.map { $0 == "." ? "[.]" : String($0) }.joined() }.joined(separator: "|")
  }

  /// Inside a double-quoted string.
  private static func escaped(_ text: String) -> String {
    // A quote and an accent over it are one character, which is not a quote.
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped.append(contentsOf: "\\\\".unicodeScalars)
      case "\"": escaped.append(contentsOf: "\\\"".unicodeScalars)
      case "\n": escaped.append(contentsOf: "\\n".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
