import JSON

extension FieldSet {
  /// The paths that an applied configuration claims: its leaves, the elements of its lists, and keys that somebody chose.
  static func claimed(by value: JSONValue, _ node: TopologyNode) -> FieldSet {
    var set = FieldSet.empty
    switch value {
    case .object(let object) where node.isGranularMap:
      for member in object {
        set.claim(member.value, at: .field(member.key), node.field(member.key))
        if !node.declares(member.key) { set.insert(.field(member.key)) }
      }
    case .array(let elements) where node.isAssociativeList:
      for element in elements {
        guard let identity = node.identity(of: element) else { continue }
        set.insert(identity)
        set.insert(claimed(by: element, node.element), below: identity)
      }
    case .null, .bool, .integer, .double, .string, .array, .object: break
    }
    return set
  }

  private mutating func claim(_ value: JSONValue, at element: PathElement, _ node: TopologyNode) {
    switch value {
    case .object(let object) where node.isGranularMap && !object.isEmpty:
      insert(Self.claimed(by: value, node), below: element)
    case .array where node.isAssociativeList:
      insert(Self.claimed(by: value, node), below: element)
    case .null, .bool, .integer, .double, .string, .array, .object: insert(element)
    }
  }
}
