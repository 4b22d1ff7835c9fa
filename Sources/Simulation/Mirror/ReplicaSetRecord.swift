import APIMachinery
import JSON

/// A ReplicaSet as its controllers read it.
struct ReplicaSetRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  let ownerUID: String
  /// The label `pod-template-hash`.
  let templateHash: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var replicas = 0
  private(set) var template: JSONValue = .null
  private(set) var status: JSONValue = .null
  private(set) var isBeingDeleted = false

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    ownerUID = object.controllerOwner?.uid ?? ""
    templateHash = object.label("pod-template-hash") ?? ""
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    replicas = object.spec["replicas"]?.intValue ?? 1
    template = object.spec["template"] ?? .null
    status = object.status
    isBeingDeleted = object.isBeingDeleted
  }
}
