import APIMachinery
import JSON

/// Which fields an object must have: the form of `?fieldSelector=`.
struct FieldSelector: Hashable, Sendable {
  struct Requirement: Hashable, Sendable {
    let path: String
    let value: String
    let isEqual: Bool
  }

  let requirements: [Requirement]

  /// Reads `metadata.name=a,status.phase!=Failed`; `nil` when a term has no operator.
  init?(query: String) {
    var requirements: [Requirement] = []
    for term in query.split(separator: ",") where !term.isEmpty {
      guard let requirement = Requirement(term: term) else { return nil }
      requirements.append(requirement)
    }
    self.requirements = requirements
  }

  /// The one name selected, when there is one: such watches are filtered by key.
  var name: String? {
    requirements.first { $0.path == "metadata.name" && $0.isEqual }?.value
  }

  func matches(_ object: APIObject) -> Bool {
    requirements.allSatisfy { requirement in
      (object.selectableField(requirement.path) == requirement.value) == requirement.isEqual
    }
  }
}

extension FieldSelector.Requirement {
  fileprivate init?(term: Substring) {
    for (separator, isEqual) in [("!=", false), ("==", true), ("=", true)] {
      let parts = term.split(separator: separator, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      self.init(path: String(parts[0]), value: String(parts[1]), isEqual: isEqual)
      return
    }
    return nil
  }
}

extension APIObject {
  /// The text of a field as selectors compare it: absent reads as empty.
  fileprivate func selectableField(_ path: String) -> String {
    var value = json
    for step in path.split(separator: ".") {
      value = value[String(step)] ?? .null
    }
    switch value {
    case .string(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .null, .double, .array, .object: return ""
    }
  }
}
