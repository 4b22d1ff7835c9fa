package import APIMachinery

/// Which parts of a kind's objects merge and have owners of their own, and which stand or fall as a whole.
package struct FieldTopology: Sendable {
  let root: TopologyNode
  /// What a write to `/status` leaves alone, besides what only the server writes.
  let keptByStatus: [[String]]

  init(root: TopologyNode, keptByStatus: [[String]] = [["metadata"], ["spec"]]) {
    self.root = root
    self.keptByStatus = keptByStatus
  }

  /// The topology of a built-in kind; a kind that we do not know is a plain structure with atomic lists.
  package static func of(_ type: ResourceType) -> FieldTopology {
    FieldTopology(
      root: builtIn[BuiltInKind(group: type.group, kind: type.kind)] ?? .resource([:]),
      keptByStatus: keptByStatus(of: type)
    )
  }

  /// The status of most built-in kinds is written together with labels and annotations (`ResetFields` of their strategies).
  private static func keptByStatus(of type: ResourceType) -> [[String]] {
    switch type {
    case .customResourceDefinitions: [["metadata"], ["spec"]]
    case .deployments: [["spec"], ["metadata", "labels"]]
    case .pods: [["spec"], ["metadata", "ownerReferences"]]
    default: [["spec"]]
    }
  }

  /// The topology of a custom resource, from `x-kubernetes-list-type` and `-map-type`.
  package init(schema: StructuralSchema) {
    self.init(root: TopologyNode(resource: schema.root))
  }

  struct BuiltInKind: Hashable, Sendable {
    let group: String
    let kind: String
  }

  /// The paths that a write to the object or to one of its subresources cannot set, and so does not own.
  func unsettable(through subresource: String) -> FieldSet {
    var set = FieldSet.empty
    switch subresource {
    case "": set.insert(.field("status"))
    case "status":
      for path in keptByStatus { set.insert(path: path.map(PathElement.field)) }
    default: break
    }
    return set
  }
}
