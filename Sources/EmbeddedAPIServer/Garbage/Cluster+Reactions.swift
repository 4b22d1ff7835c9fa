import APIMachinery
import JSON

extension Cluster {
  /// What the server itself does after a write.
  mutating func react(to change: Change, of resource: ServedResource) {
    if change.kind == .deleted || change.object.isBeingDeleted
      || !change.object.ownerReferences.isEmpty
    {
      hasGarbage = true
    }
    if resource.type.group == Self.accessGroup { follow(access: change, of: resource) }
    if resource.type == .customResourceDefinitions { follow(definition: change, of: resource) }
  }
}
