import APIMachinery
import JSON

extension Cluster {
  /// What the server itself does after a write.
  mutating func react(to change: Change, of resource: ServedResource) {
    if mayMakeGarbage(change, of: resource) { hasGarbage = true }
    if resource.type.group == Self.accessGroup { follow(access: change, of: resource) }
    if resource.type == .customResourceDefinitions { follow(definition: change, of: resource) }
  }

  /// A look at all objects is worth it only when something went, goes, or has owners that it did not have before.
  private func mayMakeGarbage(_ change: Change, of resource: ServedResource) -> Bool {
    // Events own nothing and are never waited for, except by a namespace that ends.
    if change.kind == .deleted { return resource.type != .coreEvents || isEnding(change) }
    if change.object.isBeingDeleted { return true }
    let owners = change.object.metadata["ownerReferences"]
    return owners != nil && owners != change.previous?.metadata["ownerReferences"]
  }

  private func isEnding(_ change: Change) -> Bool {
    guard let namespaces = catalog.resource(.namespaces) else { return false }
    let key = ObjectKey(namespace: "", name: change.object.namespace)
    return object(namespaces, key)?.isBeingDeleted ?? false
  }
}
