import APIMachinery
import JSON
import Time

/// What a deletion did.
enum DeletionOutcome: Sendable {
  /// The object is gone; this was its last state.
  case removed(APIObject)
  /// The object waits for finalizers, dependents or its grace period.
  case pending(APIObject)
}

extension Cluster {
  mutating func delete(
    _ resource: ServedResource,
    _ key: ObjectKey,
    _ request: DeletionRequest,
    options: WriteOptions
  ) throws(APIStatus) -> DeletionOutcome {
    guard let old = object(resource, key) else {
      throw .notFound(resource.type, name: key.name)
    }
    try request.check(old, of: resource.type)
    try forbidDeletion(of: old, resource, options)
    let source = WriteSource(verb: .delete, options: options)
    let dying = old.dying(request, of: resource, at: now)
    if dying.isReadyToVanish {
      guard !options.isDryRun else { return .removed(old) }
      return .removed(commit(.deleted, old, previous: old, of: resource, by: source))
    }
    guard dying != old, !options.isDryRun else { return .pending(dying) }
    return .pending(commit(.modified, dying, previous: old, of: resource, by: source))
  }

  private func forbidDeletion(
    of object: APIObject,
    _ resource: ServedResource,
    _ options: WriteOptions
  ) throws(APIStatus) {
    guard resource.type == .namespaces, !options.isInternal,
      ["default", "kube-system", "kube-public"].contains(object.name)
    else { return }
    throw .forbidden(.namespaces, name: object.name, "this namespace may not be deleted")
  }
}

extension APIObject {
  /// The object as a deletion leaves it, if something still holds it.
  fileprivate func dying(
    _ request: DeletionRequest,
    of resource: ServedResource,
    at now: Timestamp
  ) -> APIObject {
    var dying = self
    dying.setPropagation(request.propagation)
    let grace = resource.type == .pods ? podGrace(request) : 0
    let present = metadata["deletionGracePeriodSeconds"]?.intValue
    // A second deletion may only shorten the wait.
    guard present == nil || grace < (present ?? 0) else { return dying }
    dying.metadata["deletionGracePeriodSeconds"] = .integer(Int64(grace))
    let due = now + .seconds(grace)
    dying.metadata["deletionTimestamp"] = .string(due.rfc3339)
    if present == nil, generation > 0 {
      dying.metadata["generation"] = .integer(Int64(generation + 1))
    }
    if resource.type == .namespaces { dying.json["status"] = ["phase": "Terminating"] }
    return dying
  }

  /// A pod that no node runs has nobody to wait for.
  private func podGrace(_ request: DeletionRequest) -> Int {
    let isAssigned = !(spec["nodeName"]?.stringValue ?? "").isEmpty
    let phase = status["phase"]?.stringValue ?? ""
    guard isAssigned, phase != "Succeeded", phase != "Failed" else { return 0 }
    return request.gracePeriodSeconds ?? spec["terminationGracePeriodSeconds"]?.intValue ?? 30
  }

  private mutating func setPropagation(_ propagation: DeletionRequest.Propagation?) {
    guard let propagation else { return }
    var finalizers = self.finalizers.filter { !["orphan", "foregroundDeletion"].contains($0) }
    switch propagation {
    case .background: break
    case .foreground: finalizers.append("foregroundDeletion")
    case .orphan: finalizers.append("orphan")
    }
    metadata["finalizers"] =
      finalizers.isEmpty ? nil : .array(finalizers.map(JSONValue.string))
  }
}
