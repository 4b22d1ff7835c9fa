import RegularExpressions

/// The `format`s of strings that the server checks; it ignores all others.
enum StringFormat {
  /// Whether the text is of the format; `nil` for a format that the server does not know.
  ///
  /// Dashes in the name do not count: `date-time` and `datetime` are one format.
  static func accepts(_ text: String, _ format: String) -> Bool? {
    checks[format.split(separator: "-").joined()].map { $0(text) }
  }

  static func isKnown(_ format: String) -> Bool {
    checks[format.split(separator: "-").joined()] != nil
  }

  private typealias Check = @Sendable (String) -> Bool

  private static let checks: [String: Check] = [
    "bsonobjectid": matching("^[0-9a-fA-F]{24}$"),
    "byte": matching(
      "^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$"
    ),
    "cidr": { IPNetwork($0) != nil },
    "creditcard": CheckDigits.isCreditCard,
    "date": FormattedTime.isDate, "datetime": FormattedTime.isDateTime,
    "duration": FormattedTime.isDuration,
    "email": NetworkNames.isEmail, "hostname": NetworkNames.isHostname,
    "hexcolor": matching("^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$"),
    "ipv4": { $0.contains(".") && (IPAddress($0).map { $0.isVersion4 || $0.isMapped } ?? false) },
    "ipv6": { $0.contains(":") && IPAddress($0) != nil },
    "isbn": { CheckDigits.isISBN10($0) || CheckDigits.isISBN13($0) },
    "isbn10": CheckDigits.isISBN10, "isbn13": CheckDigits.isISBN13,
    "k8slongname": { NameRule.subdomain.problems(of: $0).isEmpty },
    "k8sshortname": { NameRule.label.problems(of: $0).isEmpty },
    "mac": NetworkNames.isMAC,
    "password": { _ in true },
    "rgbcolor": matching(
      "^rgb\\(\\s*(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*,\\s*"
        + "(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*,\\s*"
        + "(0|[1-9]\\d?|1\\d\\d?|2[0-4]\\d|25[0-5])\\s*\\)$"
    ),
    "ssn": matching("^\\d{3}[- ]?\\d{2}[- ]?\\d{4}$"),
    "uri": NetworkNames.isRequestURI,
    "uuid": uuid("[0-9a-f]{4}-?[0-9a-f]{4}"), "uuid3": uuid("3[0-9a-f]{3}-?[0-9a-f]{4}"),
    "uuid4": uuid("4[0-9a-f]{3}-?[89ab][0-9a-f]{3}"),
    "uuid5": uuid("5[0-9a-f]{3}-?[89ab][0-9a-f]{3}"),
  ]

  private static func uuid(_ middle: String) -> Check {
    matching("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?\(middle)-?[0-9a-f]{12}$")
  }

  private static func matching(_ pattern: String) -> Check {
    let expression = try? RegularExpression(pattern)
    return { expression?.matches($0) ?? false }
  }
}
