import APIMachinery
import JSON

extension Cluster {
  /// What the server itself does after a write.
  mutating func react(to change: Change, of resource: ServedResource) {
    if mayMakeGarbage(change, of: resource) { hasGarbage = true }
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

  private mutating func follow(definition change: Change, of resource: ServedResource) {
    let definition = change.object
    guard let custom = try? CustomResourceDefinition(definition) else { return }
    if change.kind == .deleted {
      catalog.remove(custom.storage)
      watches.close(custom.storage)
      return
    }
    guard definition.spec == change.previous?.spec else {
      return establish(custom, definition, of: resource)
    }
  }

  /// Accepts the names, serves the versions, and says so in the conditions.
  private mutating func establish(
    _ custom: CustomResourceDefinition,
    _ definition: APIObject,
    of resource: ServedResource
  ) {
    let problem = nameConflict(of: custom)
    if problem == nil, !definition.isBeingDeleted {
      catalog.install(custom.resources, for: custom.storage)
      // Owners of this kind may be waited for.
      hasGarbage = true
      if let rules = custom.resources.first?.rules {
        rewrite(custom.storage) { rules.applyDefaults(&$0.json) }
      }
    }
    var established = definition
    established.json["status"] = custom.status(
      nameConflict: problem,
      at: now,
      previous: definition.status
    )
    if !definition.isBeingDeleted { established.addFinalizer(CustomResourceDefinition.finalizer) }
    guard established != definition else { return }
    let source = WriteSource(verb: .update, subresource: .status, options: .controller)
    _ = commit(.modified, established, previous: definition, of: resource, by: source)
  }

  /// The sentence about another definition of the same group that has one of the names.
  private func nameConflict(of custom: CustomResourceDefinition) -> String? {
    let rivals = catalog.resources.filter {
      $0.type.group == custom.storage.group && $0.storage != custom.storage
    }
    return rivals.contains { $0.type.kind == custom.kind }
      ? "\"\(custom.kind)\" is already in use" : nil
  }
}

extension APIObject {
  fileprivate mutating func addFinalizer(_ name: String) {
    guard !finalizers.contains(name) else { return }
    metadata["finalizers"] = .array((finalizers + [name]).map(JSONValue.string))
  }
}
