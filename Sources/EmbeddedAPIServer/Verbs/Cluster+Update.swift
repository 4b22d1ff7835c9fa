import APIMachinery
import JSON

extension Cluster {
  /// Replaces an object by one sent in the served form.
  mutating func update(
    _ sent: JSONValue,
    in resource: ServedResource,
    key: ObjectKey,
    by source: WriteSource
  ) throws(APIStatus) -> WriteOutcome {
    guard let old = object(resource, key) else {
      throw .notFound(resource.type, name: key.name)
    }
    let new = APIObject(resource.conversion.stored(sent))
    guard new.name.isEmpty || new.name == key.name else {
      throw .badRequest(
        "the name of the object (\(new.name)) does not match the name on the URL (\(key.name))"
      )
    }
    if !new.uid.isEmpty, new.uid != old.uid {
      throw .conflict(
        resource.type,
        name: key.name,
        "Precondition failed: UID in precondition: \(new.uid), UID in object meta: \(old.uid)"
      )
    }
    if new.resourceVersion.isEmpty, !resource.rules.allowsUnconditionalUpdate {
      throw .missingResourceVersion(resource.type, name: key.name)
    }
    return try replace(old, by: new, in: resource, from: source)
  }

  /// Takes `new` through the rules of an update and stores it, or finds that nothing changed.
  mutating func replace(
    _ old: APIObject,
    by sent: APIObject,
    in resource: ServedResource,
    from source: WriteSource
  ) throws(APIStatus) -> WriteOutcome {
    var new = sent
    try new.settleNamespace(old.namespace, of: resource)
    if !new.resourceVersion.isEmpty, new.resourceVersion != old.resourceVersion {
      throw .modified(resource.type, name: old.name)
    }
    // Controllers often write what is already there; that needs no second look.
    guard new != old else { return WriteOutcome(object: old) }
    let warnings = try resource.decode(&new, by: source)
    new.keepServerFields(of: old)
    new.keepOtherEndpoints(of: old, in: resource, writing: source.subresource)
    resource.rules.prepare(&new.json, old: old.json)
    resource.rules.applyDefaults(&new.json)
    try assignAddresses(&new, old: old, of: resource)
    if source.subresource != .status, resource.hasGeneration,
      resource.isSpecificationChanged(new, old: old)
    {
      new.metadata["generation"] = .integer(Int64(old.generation + 1))
    }
    try resource.check(new, old: old)
    try forbidEscalation(new, old: old, of: resource, by: source)
    try admitOwners(new, old: old, of: resource, by: source)
    if source.verb != .apply { resource.recordManager(of: &new, old: old, source, now) }
    guard !new.isSame(as: old) else { return WriteOutcome(object: old, warnings: warnings) }
    guard !source.options.isDryRun else { return WriteOutcome(object: new, warnings: warnings) }
    return WriteOutcome(
      object: store(new, over: old, in: resource, from: source),
      warnings: warnings
    )
  }

  /// Stores an update; one that takes the last finalizer from a dying object removes it.
  private mutating func store(
    _ new: APIObject,
    over old: APIObject,
    in resource: ServedResource,
    from source: WriteSource
  ) -> APIObject {
    guard new.isReadyToVanish else {
      return commit(.modified, new, previous: old, of: resource, by: source)
    }
    return commit(.deleted, new, previous: old, of: resource, by: source)
  }
}

extension APIObject {
  /// What only the server decides stays as it is stored.
  fileprivate mutating func keepServerFields(of old: APIObject) {
    var metadata = self.metadata
    metadata["selfLink"] = nil
    metadata["name"] = old.metadata["name"]
    metadata["generateName"] = metadata["generateName"] ?? old.metadata["generateName"]
    for field in [
      "uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation",
      "resourceVersion",
    ] {
      guard field != "uid" || metadata["uid"] == nil else { continue }
      metadata[field] = old.metadata[field]
    }
    if metadata["managedFields"]?.arrayValue?.isEmpty ?? true {
      metadata["managedFields"] = old.metadata["managedFields"]
    }
    self.metadata = metadata
  }

  /// A write of the object leaves its status, a write of the status leaves all else.
  fileprivate mutating func keepOtherEndpoints(
    of old: APIObject,
    in resource: ServedResource,
    writing subresource: Subresource
  ) {
    switch subresource {
    case .none:
      if resource.hasStatus { json["status"] = old.json["status"] }
    case .status:
      var kept = old
      kept.json["status"] = json["status"]
      kept.metadata = statusMetadata(over: old, keeping: resource.rules.topology.keptByStatus)
      self = kept
    case .scale:
      break
    }
  }

  /// The metadata that a write to `/status` leaves behind.
  private func statusMetadata(over old: APIObject, keeping kept: [[String]]) -> JSONValue {
    var metadata = kept.contains(["metadata"]) ? old.metadata : self.metadata
    metadata["managedFields"] = self.metadata["managedFields"]
    for path in kept where path.count == 2 { metadata[path[1]] = old.metadata[path[1]] }
    return metadata
  }

  /// Equal but for the times in managedFields: storing it would only spend a revision.
  fileprivate func isSame(as other: APIObject) -> Bool {
    withoutManagerTimes == other.withoutManagerTimes
  }

  private var withoutManagerTimes: JSONValue {
    var json = json
    let entries = metadata["managedFields"]?.arrayValue?.map { entry in
      var entry = entry
      entry["time"] = nil
      return entry
    }
    json["metadata"]?["managedFields"] = entries.map(JSONValue.array)
    return json
  }

  /// Being deleted, with nothing left to wait for.
  var isReadyToVanish: Bool {
    isBeingDeleted && finalizers.isEmpty
      && (metadata["deletionGracePeriodSeconds"]?.intValue ?? 0) == 0
      && (json["spec"]?["finalizers"]?.arrayValue?.isEmpty ?? true)
  }
}
