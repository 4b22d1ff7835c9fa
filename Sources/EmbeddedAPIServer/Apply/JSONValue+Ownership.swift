import JSON

extension JSONValue {
  /// The value with an applied configuration laid over it.
  func applying(_ configuration: JSONValue, _ node: TopologyNode) -> JSONValue {
    switch (self, configuration) {
    case (.object(let live), .object(let applied)) where node.isGranularMap:
      var merged = live
      for member in applied {
        merged[member.key] =
          live[member.key]?.applying(member.value, node.field(member.key)) ?? member.value
      }
      return .object(merged)
    case (.array(let live), .array(let applied)) where node.isAssociativeList:
      return .array(node.merging(live, with: applied))
    case (_, .null) where node.hasChildren(self): return self
    case (_, _): return configuration
    }
  }

  /// The value without the paths of a set; a container that this empties goes too.
  func removing(_ paths: FieldSet, _ node: TopologyNode) -> JSONValue? {
    guard !paths.isEmpty else { return self }
    switch self {
    case .object(let object) where node.isGranularMap && !object.isEmpty:
      let kept = object.compactMapValues { key, value -> JSONValue? in
        let element = PathElement.field(key)
        if paths.contains(element) { return nil }
        return value.removing(paths.below(element), node.field(key))
      }
      return kept.isEmpty ? nil : .object(kept)
    case .array(let elements) where node.isAssociativeList && !elements.isEmpty:
      let kept = elements.compactMap { element -> JSONValue? in
        guard let identity = node.identity(of: element) else { return element }
        if paths.contains(identity) { return nil }
        return element.removing(paths.below(identity), node.element)
      }
      return kept.isEmpty ? nil : .array(kept)
    case .null, .bool, .integer, .double, .string, .array, .object: return self
    }
  }
}

extension TopologyNode {
  /// Elements of both lists: shared ones in the order of the applied list, the others where they stood.
  fileprivate func merging(_ live: [JSONValue], with applied: [JSONValue]) -> [JSONValue] {
    var merge = ListMerge(live: live, applied: applied, node: self)
    return merge.run()
  }
}
