import APIMachinery
import EmbeddedAPIServer
import JSON

/// The writes of the cluster's own controllers: what the server refuses now is tried again in the next step.
struct ControllerAccess: Sendable {
  let objects: ObjectAccess

  func get(_ type: ResourceType, _ key: ObjectKey) -> APIObject? {
    objects.get(type, key)
  }

  func create(_ type: ResourceType, _ object: APIObject) -> APIObject? {
    try? objects.create(type, object)
  }

  /// Changes an object as it is stored now; `nil` when it is gone or the change was refused.
  func change(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ edit: (inout APIObject) -> Void
  ) -> APIObject? {
    guard var object = objects.get(type, key) else { return nil }
    edit(&object)
    return try? objects.update(type, object)
  }

  /// Changes the status, and what else may be written with it: a Deployment's annotations.
  func changeStatus(
    _ type: ResourceType,
    _ key: ObjectKey,
    _ edit: (inout APIObject) -> Void
  ) -> APIObject? {
    guard var object = objects.get(type, key) else { return nil }
    edit(&object)
    return try? objects.updateStatus(type, object)
  }

  func setStatus(_ type: ResourceType, _ key: ObjectKey, _ status: JSONValue) -> APIObject? {
    guard var object = objects.get(type, key) else { return nil }
    object.json["status"] = status
    return try? objects.updateStatus(type, object)
  }

  /// Asks for a pod's eviction; `false` when a disruption budget is against it.
  func evict(_ key: ObjectKey, uid: String) -> Bool {
    do {
      try objects.evict(key, DeletionRequest(uid: uid))
      return true
    } catch {
      return false
    }
  }

  func delete(
    _ type: ResourceType,
    _ key: ObjectKey,
    uid: String? = nil,
    gracePeriodSeconds: Int? = nil
  ) {
    let request = DeletionRequest(uid: uid, gracePeriodSeconds: gracePeriodSeconds)
    _ = try? objects.delete(type, key, request)
  }
}

extension APIObject {
  mutating func annotate(_ name: String, _ text: String) {
    var annotations = self.annotations
    annotations[name] = .string(text)
    metadata["annotations"] = .object(annotations)
  }

  mutating func addOwner(_ owner: OwnerReference) {
    let others = metadata["ownerReferences"]?.arrayValue ?? []
    metadata["ownerReferences"] = .array(others + [owner.json])
  }

  mutating func removeOwner(_ uid: String) {
    let others = (metadata["ownerReferences"]?.arrayValue ?? []).filter {
      $0["uid"]?.stringValue != uid
    }
    metadata["ownerReferences"] = others.isEmpty ? nil : .array(others)
  }
}
