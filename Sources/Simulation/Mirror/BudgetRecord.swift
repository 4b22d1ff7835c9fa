import APIMachinery
import JSON

/// A PodDisruptionBudget as its controller reads it.
struct BudgetRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var selector: LabelSelector?
  private(set) var minAvailable: JSONValue?
  private(set) var maxUnavailable: JSONValue?
  private(set) var status: JSONValue = .null

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    generation = object.generation
    selector = LabelSelector(json: object.spec["selector"] ?? .object([:]))
    minAvailable = object.spec["minAvailable"]
    maxUnavailable = object.spec["maxUnavailable"]
    status = object.status
  }

  var subject: EventSubject {
    EventSubject(type: .podDisruptionBudgets, key: key, uid: uid)
  }

  func covers(_ pod: SimulatedPod) -> Bool {
    pod.key.namespace == key.namespace && (selector?.matches(pod.labels) ?? false)
  }
}
