import APIMachinery
import JSON
import Time

/// A pod as the API shows it, and what really goes on in it.
struct SimulatedPod: MirroredObject {
  let key: ObjectKey
  let uid: String
  let createdAt: Timestamp
  let traits: PodTraits
  /// The uid of the ReplicaSet that made it; empty for none.
  let ownerUID: String
  /// The label `fisica-lab.com/revision`.
  let revision: String
  private(set) var resourceVersion: UInt64
  private(set) var labels: JSONObject
  private(set) var nodeName: String
  /// Set from the API: when the pod's grace ends.
  private(set) var graceEnd: Timestamp?
  private(set) var graceSeconds: Int

  var life = PodLife.unscheduled(refused: false)
  var deletion: PodDeletion?
  var ip = ""
  var restarts = 0
  var lastTermination: ContainerTermination?
  var scheduledAt: Timestamp?
  /// When the Ready condition last changed.
  var readinessChangedAt: Timestamp
  /// Whether the API's status is behind what goes on.
  var statusIsStale = true
  var counters = ApplicationCounters()

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    createdAt = object.creationTimestamp ?? Timestamp(epochSeconds: 0)
    traits = PodTraits(spec: object.spec)
    ownerUID = object.controllerOwner?.uid ?? ""
    revision = object.label("fisica-lab.com/revision") ?? ""
    readinessChangedAt = createdAt
    resourceVersion = 0
    labels = [:]
    nodeName = ""
    graceSeconds = 0
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    labels = object.labels
    nodeName = object.spec["nodeName"]?.stringValue ?? ""
    graceEnd = object.metadata["deletionTimestamp"]?.stringValue
      .flatMap(Timestamp.init(rfc3339:))
    graceSeconds = object.metadata["deletionGracePeriodSeconds"]?.intValue ?? 0
  }

  var isBeingDeleted: Bool { graceEnd != nil }
  /// Whether the API shows it as ready.
  var isReady: Bool { life.isReady }
  var readySince: Timestamp? { life.readySince }

  /// Whether a new connection is answered at all.
  func acceptsConnections(at now: Timestamp) -> Bool {
    guard life.startedAt != nil else { return false }
    return deletion.map { now < $0.signalledAt } ?? true
  }
}
