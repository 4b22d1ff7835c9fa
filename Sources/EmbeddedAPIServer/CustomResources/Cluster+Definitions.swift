import APIMachinery
import JSON

/// The controllers around custom resource definitions: names, approval, serving, and the clearing of what a deleted one leaves.
extension Cluster {
  mutating func follow(definition change: Change, of resource: ServedResource) {
    let definition = change.object
    guard change.kind != .deleted else { return withdraw(definition, of: resource) }
    if definition.isBeingDeleted, change.previous?.isBeingDeleted == false {
      var status = DefinitionStatus(definition.status, at: now)
      status.set(.deletionPending)
      write(status, of: definition, resource)
      serve(definition)
      return
    }
    let annotation = change.previous?.annotation(APIApproval.annotation)
    guard
      definition.spec != change.previous?.spec
        || definition.annotation(APIApproval.annotation) != annotation
    else { return }
    establish(definition, of: resource)
    settleRivals(of: definition, resource)
  }

  /// Accepts what names it can, serves the versions, and says so in the conditions.
  private mutating func establish(_ definition: APIObject, of resource: ServedResource) {
    var status = DefinitionStatus(definition.status, at: now)
    status.approve(definition.json)
    let claim = NameClaim(
      requested: definition.spec["names"] ?? [:],
      accepted: definition.status["acceptedNames"] ?? [:],
      taken: namesTaken(besides: definition, resource)
    )
    status.accept(claim)
    var established = definition
    established.json["status"] = status.json
    if !established.isBeingDeleted {
      established.addFinalizer(CustomResourceDefinition.finalizer)
    }
    serve(established)
    guard established != definition else { return }
    let source = WriteSource(verb: .update, subresource: .status, options: .controller)
    _ = commit(.modified, established, previous: definition, of: resource, by: source)
  }

  private mutating func serve(_ definition: APIObject) {
    let status = DefinitionStatus(definition.status, at: now)
    let names = definition.status["acceptedNames"]
    guard status.isEstablished,
      let custom = try? CustomResourceDefinition(definition, accepted: names)
    else { return }
    catalog.install(custom.resources, for: custom.storage)
    // Owners of this kind may be waited for.
    hasGarbage = true
    if let rules = custom.resources.first?.rules {
      rewrite(custom.storage) { rules.applyDefaults(&$0.json) }
    }
  }

  private func namesTaken(
    besides definition: APIObject,
    _ resource: ServedResource
  ) -> NameClaim.Taken {
    var taken = NameClaim.Taken()
    for rival in rivals(of: definition, resource) {
      taken.add(rival.status["acceptedNames"] ?? [:])
    }
    return taken
  }

  private func rivals(of definition: APIObject, _ resource: ServedResource) -> [APIObject] {
    collection(resource.storage).table.objects.filter {
      $0.name != definition.name && $0.spec["group"] == definition.spec["group"]
    }
  }

  /// Names that became free go to those that waited for them.
  private mutating func settleRivals(of definition: APIObject, _ resource: ServedResource) {
    for rival in rivals(of: definition, resource) where !rival.isBeingDeleted {
      guard let current = object(resource, rival.key),
        !DefinitionStatus(current.status, at: now).hasAllNames
      else { continue }
      establish(current, of: resource)
    }
  }

  private mutating func withdraw(_ definition: APIObject, of resource: ServedResource) {
    let storage = StorageID(definition: definition)
    if DefinitionRules.isEstablished(definition.json) {
      catalog.remove(storage)
      watches.close(storage)
    }
    settleRivals(of: definition, resource)
  }

  private mutating func write(
    _ status: DefinitionStatus,
    of definition: APIObject,
    _ resource: ServedResource
  ) {
    var new = definition
    new.json["status"] = status.json
    storeInternally(new, of: resource)
  }

  /// Deletes the objects of a dying definition, and lets it go when none is left.
  mutating func emptyDefinition(_ definition: APIObject, _ resource: ServedResource) {
    let name = CustomResourceDefinition.finalizer
    guard definition.finalizers.contains(name) else { return }
    let storage = StorageID(definition: definition)
    var status = DefinitionStatus(definition.status, at: now)
    if status.isEstablished, let content = catalog.resources.first(where: { $0.storage == storage })
    {
      let objects = collection(storage).table.objects
      for object in objects {
        _ = try? delete(content, object.key, DeletionRequest(), options: .controller)
      }
      status.set(objects.isEmpty ? .deletionCompleted : .deletionInProgress)
      write(status, of: definition, resource)
      guard objects.isEmpty else { return }
    } else {
      status.set(.neverEstablished)
      write(status, of: definition, resource)
    }
    release(definition, from: name, of: resource)
  }
}

extension StorageID {
  fileprivate init(definition: APIObject) {
    self.init(
      group: definition.spec["group"]?.stringValue ?? "",
      plural: definition.spec["names"]?["plural"]?.stringValue ?? ""
    )
  }
}

extension APIObject {
  fileprivate mutating func addFinalizer(_ name: String) {
    guard !finalizers.contains(name) else { return }
    metadata["finalizers"] = .array((finalizers + [name]).map(JSONValue.string))
  }
}
