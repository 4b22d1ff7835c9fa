package import APIMachinery
package import JSON

/// The patch that `kubectl apply` sends for built-in kinds: a merge that knows which lists have keys.
package enum StrategicMergePatch {
  package static func apply(
    _ patch: JSONValue,
    to live: JSONValue,
    topology: FieldTopology
  ) throws(APIStatus) -> JSONValue {
    guard case .object(let changes) = patch, case .object(let object) = live else {
      throw .badPatch("the patch is not a JSON object")
    }
    return .object(try merged(object, with: changes, topology.root))
  }

  static func merged(
    _ live: JSONObject,
    with patch: JSONObject,
    _ node: TopologyNode
  ) throws(APIStatus) -> JSONObject {
    switch patch["$patch"]?.stringValue {
    case "replace": return patch.withoutDirectives
    case "delete": return [:]
    case "merge", nil: break
    case let directive?: throw .badPatch("Unknown patch type: \(directive)")
    }
    var result = try retained(live, patch)
    for member in patch where !member.key.hasPrefix("$") {
      let child = node.patchField(member.key)
      result[member.key] = try value(
        live[member.key],
        patchedBy: member.value,
        child,
        directives: ListDirectives(patch, field: member.key)
      )
    }
    for member in patch where member.key.hasPrefix(ListDirectives.deletionPrefix) {
      let field = String(member.key.dropFirst(ListDirectives.deletionPrefix.count))
      guard patch[field] == nil, let list = live[field]?.arrayValue else { continue }
      result[field] = .array(ListDirectives(patch, field: field).withoutDeleted(list))
    }
    return result
  }

  /// With `$retainKeys`, only the fields that it lists survive.
  private static func retained(
    _ live: JSONObject,
    _ patch: JSONObject
  ) throws(APIStatus) -> JSONObject {
    guard let keys = patch["$retainKeys"]?.arrayValue?.compactMap(\.stringValue) else {
      return live
    }
    return live.compactMapValues { key, value in keys.contains(key) ? value : nil }
  }

  private static func value(
    _ live: JSONValue?,
    patchedBy patch: JSONValue,
    _ node: TopologyNode,
    directives: ListDirectives
  ) throws(APIStatus) -> JSONValue? {
    switch patch {
    case .null: return nil
    case .object(let changes):
      guard node.mergesMapInPatch, case .object(let object)? = live else {
        return changes["$patch"]?.stringValue == "delete" ? nil : patch.withoutDirectives
      }
      if changes["$patch"]?.stringValue == "delete" { return nil }
      return .object(try merged(object, with: changes, node))
    case .array(let changes):
      let elements = live?.arrayValue ?? []
      return .array(try list(elements, patchedBy: changes, node, directives))
    case .bool, .integer, .double, .string: return patch
    }
  }

  private static func list(
    _ live: [JSONValue],
    patchedBy patch: [JSONValue],
    _ node: TopologyNode,
    _ directives: ListDirectives
  ) throws(APIStatus) -> [JSONValue] {
    switch node.patchList {
    case .replaced: return patch.map(\.withoutDirectives)
    case .set:
      let kept = directives.withoutDeleted(live)
      return directives.ordered(kept + patch.filter { !kept.contains($0) }) { $0 }
    case .keyed(let key):
      let merge = KeyedListPatch(key: key, element: node.element)
      let merged = try merge.apply(patch, to: live)
      return directives.ordered(merged) { $0[key] }
    }
  }
}

extension TopologyNode {
  /// How a patch treats a list.
  fileprivate enum PatchList {
    case replaced
    case set
    case keyed(String)
  }

  fileprivate var patchList: PatchList {
    switch (patch, shape) {
    case (.mergeList(let key), _), (.mergeListRetainingKeys(let key), _): .keyed(key)
    case (.replace, _): .replaced
    case (_, .keyedList(let keys, _)): keys.first.map { .keyed($0.name) } ?? .replaced
    case (_, .set): .set
    case (_, .structure), (_, .map), (_, .atomic), (_, .open): .replaced
    }
  }

  /// Below an atomic map that patches merge, everything merges member by member.
  fileprivate func patchField(_ name: String) -> TopologyNode {
    patch == .mergeMap ? .plain : field(name)
  }

  fileprivate var mergesMapInPatch: Bool {
    switch patch {
    case .replace: false
    case .asOwned, .mergeMap, .retainKeys, .mergeList, .mergeListRetainingKeys: true
    }
  }
}

extension APIStatus {
  static func badPatch(_ message: String) -> APIStatus {
    APIStatus(code: 400, reason: "BadRequest", message: message)
  }
}
