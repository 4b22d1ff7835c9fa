import APIMachinery
import JSON

/// A node that pods are placed on.
struct NodeRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var cores = 0.0
  private(set) var isUnschedulable = false
  private(set) var isReady = true

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    cores =
      object.status["allocatable"]?["cpu"].flatMap { Quantity(json: $0) }?.doubleValue ?? 0
    isUnschedulable = object.spec["unschedulable"]?.boolValue ?? false
    isReady = !(object.status["conditions"]?.arrayValue ?? []).contains {
      $0["type"] == "Ready" && $0["status"] != "True"
    }
  }

  var takesPods: Bool { isReady && !isUnschedulable }
}
