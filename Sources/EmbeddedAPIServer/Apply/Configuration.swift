import APIMachinery
import JSON

/// An applied configuration before it is laid over anything: what makes it unusable.
struct Configuration: Sendable {
  private let json: JSONValue

  init(_ json: JSONValue) {
    self.json = json
  }

  func check(against live: JSONValue?, _ root: TopologyNode) throws(APIStatus) {
    let version = json["apiVersion"]?.stringValue ?? ""
    if let expected = live?["apiVersion"]?.stringValue, version != expected {
      throw .badApply(
        "Incorrect version specified in apply patch. Specified patch version: \(version), "
          + "expected: \(expected)"
      )
    }
    if let managed = json["metadata"]?["managedFields"], !managed.isNull {
      throw .badApply("metadata.managedFields must be nil")
    }
    let problems = problems(json, root, at: [])
    guard problems.isEmpty else { throw untyped(problems) }
  }

  private func problems(
    _ value: JSONValue,
    _ node: TopologyNode,
    at path: [PathElement]
  ) -> [String] {
    switch value {
    case .object(let object) where node.isGranularMap:
      object.flatMap { member -> [String] in
        let element = PathElement.field(member.key)
        guard node.allows(member.key) else {
          return ["\((path + [element]).printed): field not declared in schema"]
        }
        return problems(member.value, node.field(member.key), at: path + [element])
      }
    case .array(let elements) where node.isAssociativeList:
      listProblems(elements, node, at: path)
    case .null, .bool, .integer, .double, .string, .array, .object: []
    }
  }

  private func listProblems(
    _ elements: [JSONValue],
    _ node: TopologyNode,
    at path: [PathElement]
  ) -> [String] {
    var seen: Set<PathElement> = []
    return elements.enumerated().flatMap { index, element -> [String] in
      if let key = node.missingKey(in: element) {
        let problem =
          "associative list with keys has an element that omits key field "
          + "\(GoText.quoted(key)) (and doesn't have default value)"
        return ["\(path.printed): element \(index): \(problem)"]
      }
      guard let identity = node.identity(of: element) else { return [] }
      guard seen.insert(identity).inserted else {
        return ["\(path.printed): duplicate entries for key \(identity.printed)"]
      }
      return problems(element, node.element, at: path + [identity])
    }
  }

  /// The server has no reason for this one: an error that it did not foresee.
  private func untyped(_ problems: [String]) -> APIStatus {
    let list =
      problems.count == 1 ? problems[0] : "errors:\n  " + problems.joined(separator: "\n  ")
    return APIStatus(
      code: 500,
      reason: "",
      message: "failed to create typed patch object (\(described)): \(list)"
    )
  }

  /// As in `default/api; apps/v1, Kind=Deployment`.
  private var described: String {
    let object = APIObject(json)
    let version = object.apiVersion.contains("/") ? object.apiVersion : "/\(object.apiVersion)"
    return "\(object.namespace)/\(object.name); \(version), Kind=\(object.kind)"
  }
}

extension APIStatus {
  fileprivate static func badApply(_ message: String) -> APIStatus {
    APIStatus(code: 400, reason: "BadRequest", message: message)
  }
}
