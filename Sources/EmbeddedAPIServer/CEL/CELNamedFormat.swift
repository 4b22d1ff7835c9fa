import Time

/// The formats that `format.named` knows, each with what it says against a text.
enum CELNamedFormat: String, Hashable, Sendable, CaseIterable {
  case dns1123Label, dns1123Subdomain, dns1035Label, qualifiedName
  case dns1123LabelPrefix, dns1123SubdomainPrefix, dns1035LabelPrefix
  case labelValue, uri, uuid, byte, date, datetime

  func problems(of text: String) -> [String] {
    switch self {
    case .dns1123Label: NameRule.label.problems(of: text)
    case .dns1123Subdomain: NameRule.subdomain.problems(of: text)
    case .dns1035Label: NameRule.dns1035Label.problems(of: text)
    case .qualifiedName: LabelSyntax.keyProblems(text)
    case .dns1123LabelPrefix: NameRule.label.problems(of: Self.completed(text))
    case .dns1123SubdomainPrefix: NameRule.subdomain.problems(of: Self.completed(text))
    case .dns1035LabelPrefix: NameRule.dns1035Label.problems(of: Self.completed(text))
    case .labelValue: LabelSyntax.valueProblems(text)
    case .uri: NetworkNames.isRequestURI(text) ? [] : ["invalid URI"]
    case .uuid: StringFormat.accepts(text, "uuid") == true ? [] : ["does not match the UUID format"]
    case .byte: StringFormat.accepts(text, "byte") == true ? [] : ["invalid base64"]
    case .date: FormattedTime.isDate(text) ? [] : ["invalid date"]
    case .datetime: FormattedTime.isDateTime(text) ? [] : ["invalid datetime"]
    }
  }

  /// A name that something will be added to may end in a dash.
  private static func completed(_ prefix: String) -> String {
    prefix.hasSuffix("-") ? prefix.dropLast() + "a" : prefix
  }
}
