import APIMachinery
import JSON

/// Which fields an object must have: the form of `?fieldSelector=`.
struct FieldSelector: Hashable, Sendable {
  struct Requirement: Hashable, Sendable {
    let path: String
    let value: String
    let isEqual: Bool
    /// The path in the stored form.
    private let steps: [String]

    init(path: String, value: String, isEqual: Bool) {
      self.path = path
      self.value = value
      self.isEqual = isEqual
      steps = Self.storedPath(path).split(separator: ".").map(String.init)
    }

    func holds(for object: APIObject) -> Bool {
      let found = object.selectableField(steps) ?? Self.absentTexts[path] ?? ""
      return (found == value) == isEqual
    }

    /// Events of both groups are stored in the form of the core group (`pkg/apis/events/v1/conversion.go`).
    private static func storedPath(_ path: String) -> String {
      switch path {
      case "reportingController": "reportingComponent"
      case "source": "source.component"
      case _ where path.hasPrefix("regarding."): "involvedObject." + path.dropFirst(10)
      default: path
      }
    }

    /// How fields print that a typed object always has, when JSON leaves them out.
    private static let absentTexts = [
      "spec.hostNetwork": "false", "spec.unschedulable": "false", "status.replicas": "0",
    ]
  }

  let requirements: [Requirement]

  init(_ requirements: [Requirement]) {
    self.requirements = requirements
  }

  /// Reads `metadata.name=a,status.phase!=Failed` with the rules of apimachinery's `fields.ParseSelector`.
  init(query: String) throws(FieldSelectorError) {
    var requirements: [Requirement] = []
    for term in query.split(separator: ",").sorted() {
      guard let requirement = Requirement(term: term) else {
        throw FieldSelectorError(selector: query, term: String(term))
      }
      requirements.append(requirement)
    }
    self.requirements = requirements
  }

  /// The one name selected, when there is one: such watches are filtered by key.
  var name: String? {
    requirements.first { $0.path == "metadata.name" && $0.isEqual }?.value
  }

  func matches(_ object: APIObject) -> Bool {
    requirements.allSatisfy { $0.holds(for: object) }
  }
}

/// Why a field selector is none.
struct FieldSelectorError: Error, Hashable, Sendable, CustomStringConvertible {
  let selector: String
  let term: String

  var description: String { "invalid selector: '\(selector)'; can't understand '\(term)'" }
}

extension FieldSelector.Requirement {
  /// An operator counts only where it stands once: `a=b=c` has none.
  fileprivate init?(term: Substring) {
    for (separator, isEqual) in [("!=", false), ("==", true), ("=", true)] {
      let parts = term.split(separator: separator, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      self.init(path: String(parts[0]), value: String(parts[1]), isEqual: isEqual)
      return
    }
    return nil
  }
}

extension APIObject {
  /// The text of a field as selectors compare it; `nil` when it is absent.
  fileprivate func selectableField(_ steps: [String]) -> String? {
    var value = json
    for step in steps {
      guard let next = value[step] else { return nil }
      value = next
    }
    switch value {
    case .string(let text): return text
    case .bool(let flag): return flag ? "true" : "false"
    case .integer(let number): return String(number)
    case .null, .double, .array, .object: return nil
    }
  }
}
