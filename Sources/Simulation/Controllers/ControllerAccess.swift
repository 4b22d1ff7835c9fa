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

  func setStatus(_ type: ResourceType, _ key: ObjectKey, _ status: JSONValue) -> APIObject? {
    guard var object = objects.get(type, key) else { return nil }
    object.json["status"] = status
    return try? objects.updateStatus(type, object)
  }

  func delete(
    _ type: ResourceType,
    _ key: ObjectKey,
    uid: String,
    gracePeriodSeconds: Int? = nil
  ) {
    let request = DeletionRequest(uid: uid, gracePeriodSeconds: gracePeriodSeconds)
    _ = try? objects.delete(type, key, request)
  }
}
