extension LabelSelector {
  /// The form of `?labelSelector=`: `app=a,tier in (x,y),!old`.
  package var query: String { requirements.map(\.query).joined(separator: ",") }

  /// Reads the form of `?labelSelector=`; `nil` for what the API server would refuse as well.
  package init?(query: String) {
    var requirements: [Requirement] = []
    for term in Self.terms(of: query) where !term.isEmpty {
      guard let requirement = Requirement(term: term) else { return nil }
      requirements.append(requirement)
    }
    self.init(requirements)
  }

  /// Splits at commas that are not inside parentheses.
  private static func terms(of query: String) -> [Substring] {
    var terms: [Substring] = []
    var depth = 0
    var start = query.startIndex
    for index in query.indices {
      switch query[index] {
      case "(": depth += 1
      case ")": depth -= 1
      case "," where depth == 0:
        terms.append(query[start..<index])
        start = query.index(after: index)
      default: break
      }
    }
    return (terms + [query[start...]]).map(trimmed)
  }
}

extension LabelSelector.Requirement {
  fileprivate var query: String {
    switch self {
    case .isOneOf(let key, let values) where values.count == 1: "\(key)=\(values[0])"
    case .isOneOf(let key, let values): "\(key) in (\(values.joined(separator: ",")))"
    case .isNoneOf(let key, let values) where values.count == 1: "\(key)!=\(values[0])"
    case .isNoneOf(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
    case .exists(let key): key
    case .doesNotExist(let key): "!\(key)"
    }
  }

  fileprivate init?(term: Substring) {
    if let open = term.firstIndex(of: "(") {
      self.init(words: term[..<open].split(separator: " "), list: term[open...])
    } else if let (key, value) = split(term, at: "!=") {
      self = .isNoneOf(key: key, values: [value])
    } else if let (key, value) = split(term, at: "==") ?? split(term, at: "=") {
      self = .isOneOf(key: key, values: [value])
    } else if let key = labelKey(term.first == "!" ? term.dropFirst() : term) {
      self = term.first == "!" ? .doesNotExist(key: key) : .exists(key: key)
    } else {
      return nil
    }
  }

  /// The words before a list: `tier in` or `tier notin`.
  private init?(words: [Substring], list: Substring) {
    guard words.count == 2, let key = labelKey(words[0]), let values = listed(list) else {
      return nil
    }
    switch words[1] {
    case "in": self = .isOneOf(key: key, values: values)
    case "notin": self = .isNoneOf(key: key, values: values)
    default: return nil
    }
  }
}

private func split(_ term: Substring, at separator: String) -> (String, String)? {
  let parts = term.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
  guard parts.count == 2, let key = labelKey(parts[0]), let value = labelValue(parts[1]) else {
    return nil
  }
  return (key, value)
}

private func listed(_ text: Substring) -> [String]? {
  guard text.first == "(", text.last == ")" else { return nil }
  var values: [String] = []
  for part in text.dropFirst().dropLast().split(separator: ",") {
    guard let value = labelValue(part) else { return nil }
    values.append(value)
  }
  return values
}

private func labelKey(_ text: Substring) -> String? {
  let key = trimmed(text)
  return !key.isEmpty && key.utf8.allSatisfy { isLabelByte($0) || $0 == UInt8(ascii: "/") }
    ? String(key) : nil
}

private func labelValue(_ text: Substring) -> String? {
  let value = trimmed(text)
  return value.utf8.allSatisfy(isLabelByte) ? String(value) : nil
}

private func isLabelByte(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
    true
  default: false
  }
}

private func trimmed(_ text: Substring) -> Substring {
  let start = text.drop { $0 == " " }
  guard let end = start.lastIndex(where: { $0 != " " }) else { return start.prefix(0) }
  return start[...end]
}
