package import APIMachinery

/// Which parts of a kind's objects merge and have owners of their own, and which stand or fall as a whole.
package struct FieldTopology: Sendable {
  let root: TopologyNode

  init(root: TopologyNode) {
    self.root = root
  }

  /// The topology of a built-in kind; a kind that we do not know is a plain structure with atomic lists.
  package static func of(_ type: ResourceType) -> FieldTopology {
    FieldTopology(root: builtIn[BuiltInKind(group: type.group, kind: type.kind)] ?? .resource([:]))
  }

  /// The topology of a custom resource, from `x-kubernetes-list-type` and `-map-type`.
  package init(schema: StructuralSchema) {
    root = TopologyNode(resource: schema.root)
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
      set.insert(.field("spec"))
      set.insert(.field("metadata"))
    default: break
    }
    return set
  }
}
