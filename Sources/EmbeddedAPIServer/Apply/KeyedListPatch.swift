import APIMachinery
import JSON

/// Patches one list whose elements are told apart by a field.
struct KeyedListPatch: Sendable {
  let key: String
  let element: TopologyNode

  func apply(_ patch: [JSONValue], to live: [JSONValue]) throws(APIStatus) -> [JSONValue] {
    if patch.contains(where: { $0["$patch"] == "replace" }) {
      return patch.filter { $0["$patch"] != "replace" }.map(\.withoutDirectives)
    }
    var result = live
    for change in patch {
      guard case .object(let members) = change else {
        throw .badPatch("expected an object as element of the list, got \(change.typeName)")
      }
      guard let identity = members[key], !identity.isNull else {
        throw .missingKey(change, key)
      }
      let index = result.firstIndex { $0[key] == identity }
      if members["$patch"] == "delete" {
        result.removeAll { $0[key] == identity }
      } else if let index, case .object(let object) = result[index] {
        result[index] = .object(try StrategicMergePatch.merged(object, with: members, element))
      } else {
        result.append(change.withoutDirectives)
      }
    }
    return result
  }
}

extension APIStatus {
  fileprivate static func missingKey(_ element: JSONValue, _ key: String) -> APIStatus {
    let map = (element.objectValue ?? [:]).map { member in
      "\(member.key):\(member.value.stringValue ?? member.value.jsonText)"
    }
    return APIStatus(
      code: 500,
      reason: "InternalError",
      message:
        "Internal error occurred: map: map[\(map.joined(separator: " "))] does not contain declared merge key: \(key)"
    )
  }
}
