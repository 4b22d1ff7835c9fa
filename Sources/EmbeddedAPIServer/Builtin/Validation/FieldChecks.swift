import APIMachinery
import JSON

/// Checks of single values that many kinds share (`pkg/apis/core/validation` and apimachinery's `util/validation`).
enum FieldChecks {
  static func notNegative(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let number = value?.intValue, number < 0 else { return [] }
    return [.invalid(path, .integer(Int64(number)), "must be greater than or equal to 0")]
  }

  static func required(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    value?.stringValue?.isEmpty ?? true ? [.required(path)] : []
  }

  /// A choice that must be made.
  static func choice(
    _ value: JSONValue?,
    of supported: [String],
    at path: FieldPath
  ) -> [FieldError] {
    let text = value?.stringValue ?? ""
    if text.isEmpty { return [.required(path)] }
    return supported.contains(text)
      ? [] : [.notSupported(path, .string(text), supported: supported)]
  }

  static func name(_ value: String, _ rule: NameRule, at path: FieldPath) -> [FieldError] {
    rule.problems(of: value).map { .invalid(path, .string(value), $0) }
  }

  static func requiredName(
    _ value: JSONValue?,
    _ rule: NameRule,
    at path: FieldPath
  ) -> [FieldError] {
    let text = value?.stringValue ?? ""
    return text.isEmpty ? [.required(path)] : name(text, rule, at: path)
  }

  /// The name of a port (an IANA service name).
  static func portName(_ name: String, at path: FieldPath) -> [FieldError] {
    portNameProblems(name).map { .invalid(path, .string(name), $0) }
  }

  static func portNameProblems(_ name: String) -> [String] {
    let bytes = Array(name.utf8)
    let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte) }
    let isAllowed = { (byte: UInt8) in
      isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }
    var problems: [String] = []
    if bytes.count > 15 { problems.append("must be no more than 15 bytes") }
    if bytes.isEmpty || !bytes.allSatisfy(isAllowed) {
      problems.append("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")
    }
    if !bytes.contains(where: isLetter) {
      problems.append("must contain at least one letter (a-z)")
    }
    if name.contains("--") { problems.append("must not contain consecutive hyphens") }
    if name.hasPrefix("-") || name.hasSuffix("-") {
      problems.append("must not begin or end with a hyphen")
    }
    return problems
  }

  static func portNumberOrName(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    if let name = value?.stringValue { return portName(name, at: path) }
    return PortRule.errors(value?.intValue ?? 0, at: path)
  }

  static let portProtocols = ["SCTP", "TCP", "UDP"]

  /// A count, or a share such as `25%`.
  static func countOrPercent(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let value else { return [] }
    guard let text = value.stringValue else { return notNegative(value, at: path) }
    guard percent(value) == nil else { return [] }
    let detail =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or "
      + "'93%', regex used for validation is '[0-9]+%')"
    return [.invalid(path, .string(text), detail)]
  }

  static func atMostAll(_ value: JSONValue?, at path: FieldPath) -> [FieldError] {
    guard let value, let percent = percent(value), percent > 100 else { return [] }
    return [.invalid(path, value, "must not be greater than 100%")]
  }

  /// The number before `%`; `nil` for anything else.
  static func percent(_ value: JSONValue) -> Int? {
    guard let text = value.stringValue, text.hasSuffix("%"),
      text.dropLast().utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int(text.dropLast())
  }

  /// The keys of ConfigMaps and Secrets.
  static func dataKey(_ key: String, at path: FieldPath) -> [FieldError] {
    var problems: [String] = []
    if key.utf8.count > 253 { problems.append("must be no more than 253 bytes") }
    let isAllowed = { (byte: UInt8) in
      (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte)
        || "-._".utf8.contains(byte)
    }
    if key.isEmpty || !key.utf8.allSatisfy(isAllowed) {
      problems.append(
        "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. "
          + "'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')"
      )
    }
    if key == "." || key == ".." {
      problems.append("must not be '\(key)'")
    } else if key.hasPrefix("..") {
      problems.append("must not start with '..'")
    }
    return problems.map { .invalid(path, .string(key), $0) }
  }

  static func labels(_ labels: JSONValue?, at path: FieldPath) -> [FieldError] {
    (labels?.objectValue ?? [:]).flatMap { label in
      LabelSyntax.keyProblems(label.key).map {
        FieldError.invalid(path, .string(label.key), $0)
      }
        + LabelSyntax.valueProblems(label.value.stringValue ?? "").map {
          FieldError.invalid(path, label.value, $0)
        }
    }
  }
}
