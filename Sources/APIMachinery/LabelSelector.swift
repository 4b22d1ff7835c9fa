package import JSON

/// Which labels an object must carry: every requirement has to hold.
package struct LabelSelector: Hashable, Sendable {
  package enum Requirement: Hashable, Sendable {
    case isOneOf(key: String, values: [String])
    case isNoneOf(key: String, values: [String])
    case exists(key: String)
    case doesNotExist(key: String)
    /// The label is a whole number above the bound: `key>1` of queries.
    case isAbove(key: String, bound: Int64)
    /// The label is a whole number below the bound.
    case isBelow(key: String, bound: Int64)
  }

  package let requirements: [Requirement]

  package init(_ requirements: [Requirement]) {
    self.requirements = requirements
  }

  /// Exactly these labels, in the order of their keys.
  package init(equals labels: JSONObject) {
    requirements = labels.compactMap { member in
      member.value.stringValue.map { .isOneOf(key: member.key, values: [$0]) }
    }
  }

  /// The `matchLabels`/`matchExpressions` form; `nil` when an operator is unknown.
  package init?(json: JSONValue) {
    let labels = LabelSelector(equals: json["matchLabels"]?.objectValue ?? [:]).requirements
    var expressions: [Requirement] = []
    for expression in json["matchExpressions"]?.arrayValue ?? [] {
      guard let requirement = Requirement(json: expression) else { return nil }
      expressions.append(requirement)
    }
    self.init(labels + expressions)
  }

  package func matches(_ labels: JSONObject) -> Bool {
    requirements.allSatisfy { $0.holds(for: labels) }
  }
}

extension LabelSelector.Requirement {
  fileprivate init?(json: JSONValue) {
    guard let key = json["key"]?.stringValue, let name = json["operator"]?.stringValue else {
      return nil
    }
    let values = json["values"]?.arrayValue?.compactMap(\.stringValue) ?? []
    switch name {
    case "In": self = .isOneOf(key: key, values: values)
    case "NotIn": self = .isNoneOf(key: key, values: values)
    case "Exists": self = .exists(key: key)
    case "DoesNotExist": self = .doesNotExist(key: key)
    default: return nil
    }
  }

  fileprivate func holds(for labels: JSONObject) -> Bool {
    switch self {
    case .isOneOf(let key, let values):
      labels[key]?.stringValue.map(values.contains) ?? false
    case .isNoneOf(let key, let values):
      !(labels[key]?.stringValue.map(values.contains) ?? false)
    case .exists(let key): labels[key] != nil
    case .doesNotExist(let key): labels[key] == nil
    case .isAbove(let key, let bound): number(key, in: labels).map { $0 > bound } ?? false
    case .isBelow(let key, let bound): number(key, in: labels).map { $0 < bound } ?? false
    }
  }

  private func number(_ key: String, in labels: JSONObject) -> Int64? {
    labels[key]?.stringValue.flatMap { Int64($0) }
  }
}
