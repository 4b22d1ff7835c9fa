import APIMachinery
import JSON

/// The garbage collector and the namespace and CRD cleaners, one sweep at a time.
///
/// The real ones work in the background within a second or so; here the owner's `advance` runs them, until a sweep finds nothing to do.
extension Cluster {
  /// Enough for the deepest chain of owners; each sweep takes one layer.
  private static let sweepsMax = 64

  mutating func collectGarbage() {
    var sweeps = 0
    while hasGarbage, sweeps < Self.sweepsMax {
      hasGarbage = false
      sweeps += 1
      for resource in catalog.perStorage {
        for object in collection(resource.storage).table.objects {
          collect(object, of: resource)
        }
      }
    }
  }

  private mutating func collect(_ object: APIObject, of resource: ServedResource) {
    // An owner before it in the sweep may have let it go: only its present references count.
    guard let object = self.object(resource, object.key) else { return }
    if object.isBeingDeleted { releaseIfDone(object, of: resource) }
    if !object.ownerReferences.isEmpty { followOwners(of: object, resource) }
  }

  /// A dependent lives as long as one of its owners; dangling references are dropped while another holds.
  private mutating func followOwners(of object: APIObject, _ resource: ServedResource) {
    let states = object.ownerReferences.map { (reference: $0, state: state(of: $0, for: object)) }
    for (reference, state) in states where state == .gone || state == .unresolvable {
      reportForeignOwner(reference, of: object, isUnresolvable: state == .unresolvable)
    }
    let gone = states.filter { $0.state == .gone }
    let dying = states.filter { $0.state == .deletingDependents }
    guard !gone.isEmpty || !dying.isEmpty, !object.isBeingDeleted else { return }
    if states.contains(where: { $0.state == .present || $0.state == .unresolvable }) {
      let lost = (gone + dying).map(\.reference.uid)
      return drop(references: lost, from: object, of: resource)
    }
    let request = DeletionRequest(
      uid: object.uid,
      propagation: dying.isEmpty || !hasDependents(object) ? object.ownPropagation : .foreground
    )
    _ = try? delete(resource, object.key, request, options: .controller)
  }

  private enum OwnerState {
    case present
    case deletingDependents
    case gone
    /// A namespaced owner of an object without a namespace: such an object is never collected.
    case unresolvable
  }

  /// An owner is found by its coordinates and told by its uid; one of a kind that nobody serves counts as present for now.
  private func state(of reference: OwnerReference, for object: APIObject) -> OwnerState {
    guard
      let kind = catalog.resource(apiVersion: reference.apiVersion, kind: reference.kind)
    else { return .present }
    guard !object.namespace.isEmpty || !kind.type.isNamespaced else { return .unresolvable }
    let namespace = kind.type.isNamespaced ? object.namespace : ""
    let key = ObjectKey(namespace: namespace, name: reference.name)
    guard let owner = self.object(kind, key), owner.uid == reference.uid else { return .gone }
    let isForeground = owner.isBeingDeleted && owner.finalizers.contains("foregroundDeletion")
    return isForeground ? .deletingDependents : .present
  }

  private mutating func releaseIfDone(_ object: APIObject, of resource: ServedResource) {
    if object.finalizers.contains("orphan") {
      orphanDependents(of: object)
      release(object, from: "orphan", of: resource)
    } else if object.finalizers.contains("foregroundDeletion"), !isBlocked(object) {
      release(object, from: "foregroundDeletion", of: resource)
    }
    if resource.type == .namespaces { emptyNamespace(object, resource) }
    if resource.type == .customResourceDefinitions { emptyDefinition(object, resource) }
  }
}

extension APIObject {
  /// How the object itself wants its dependents to be treated.
  fileprivate var ownPropagation: DeletionRequest.Propagation {
    if finalizers.contains("orphan") { return .orphan }
    return finalizers.contains("foregroundDeletion") ? .foreground : .background
  }
}

extension Cluster {
  private func dependents(of owner: APIObject) -> [(resource: ServedResource, object: APIObject)] {
    catalog.perStorage.flatMap { resource in
      collection(resource.storage).table.objects.filter { object in
        object.ownerReferences.contains { $0.uid == owner.uid }
      }.map { (resource, $0) }
    }
  }

  private func hasDependents(_ owner: APIObject) -> Bool { !dependents(of: owner).isEmpty }

  /// Whether a dependent that blocks its owner's deletion is still there.
  private func isBlocked(_ owner: APIObject) -> Bool {
    dependents(of: owner).contains { _, object in
      object.metadata["ownerReferences"]?.arrayValue?.contains {
        $0["uid"]?.stringValue == owner.uid && $0["blockOwnerDeletion"]?.boolValue == true
      } ?? false
    }
  }

  private mutating func orphanDependents(of owner: APIObject) {
    for (resource, object) in dependents(of: owner) {
      drop(references: [owner.uid], from: object, of: resource)
    }
  }

  private mutating func drop(
    references uids: [String],
    from object: APIObject,
    of resource: ServedResource
  ) {
    var kept = object
    let references = object.metadata["ownerReferences"]?.arrayValue ?? []
    let remaining = references.filter { !uids.contains($0["uid"]?.stringValue ?? "") }
    kept.metadata["ownerReferences"] = remaining.isEmpty ? nil : .array(remaining)
    storeInternally(kept, of: resource)
  }

  mutating func release(
    _ object: APIObject,
    from finalizer: String,
    of resource: ServedResource
  ) {
    guard var released = self.object(resource, object.key) else { return }
    let rest = released.finalizers.filter { $0 != finalizer }
    released.metadata["finalizers"] = rest.isEmpty ? nil : .array(rest.map(JSONValue.string))
    storeInternally(released, of: resource)
  }

  /// A controller's write of what is already valid.
  mutating func storeInternally(_ new: APIObject, of resource: ServedResource) {
    guard let old = object(resource, new.key), old != new else { return }
    let source = WriteSource(verb: .update, options: .controller)
    _ = commit(
      new.isReadyToVanish ? .deleted : .modified,
      new,
      previous: old,
      of: resource,
      by: source
    )
  }
}
