/// How the name of an object must look, with the sentence that the API server gives when it does not.
enum NameRule: Sendable {
  /// RFC 1123 subdomain: most kinds.
  case subdomain
  /// RFC 1123 label: namespaces.
  case label
  /// RFC 1035 label: services.
  case dns1035Label
  /// A path segment: RBAC.
  case pathSegment

  /// What is wrong with a name; empty when nothing is.
  func problems(of name: String) -> [String] {
    switch self {
    case .subdomain: Self.subdomainProblems(of: name)
    case .label: Self.labelProblems(of: name)
    case .dns1035Label: Self.dns1035Problems(of: name)
    case .pathSegment: Self.pathSegmentProblems(of: name)
    }
  }

  private static func subdomainProblems(of name: String) -> [String] {
    let fits = name.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(isLabel)
    return tooLong(name, limit: 253)
      + (fits
        ? []
        : [
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
            + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for "
            + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
        ])
  }

  private static func labelProblems(of name: String) -> [String] {
    tooLong(name, limit: 63)
      + (isLabel(name[...])
        ? []
        : [
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must "
            + "start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for "
            + "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
        ])
  }

  private static func dns1035Problems(of name: String) -> [String] {
    let startsWithLetter = name.utf8.first.map { (0x61...0x7A).contains($0) } ?? false
    return tooLong(name, limit: 63)
      + (isLabel(name[...]) && startsWithLetter
        ? []
        : [
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
            + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', "
            + "regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        ])
  }

  private static func pathSegmentProblems(of name: String) -> [String] {
    if name == "." || name == ".." { return ["may not be '\(name)'"] }
    return ["/", "%"].filter { name.contains($0) }.map { "may not contain '\($0)'" }
  }

  private static func tooLong(_ name: String, limit: Int) -> [String] {
    name.utf8.count > limit ? ["must be no more than \(limit) bytes"] : []
  }

  private static func isLabel(_ text: Substring) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return false }
    return isAlphanumeric(first) && isAlphanumeric(last)
      && bytes.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }
}
