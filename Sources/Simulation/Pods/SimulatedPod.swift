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
  private(set) var ownerUID = ""
  /// The label `fisica-lab.com/revision`.
  let revision: String
  private(set) var resourceVersion: UInt64
  private(set) var labels: JSONObject
  /// The annotations that say how Prometheus reads it.
  private(set) var scrapeAnnotations: JSONObject = [:]
  private(set) var nodeName: String
  /// Set from the API: when the pod's grace ends.
  private(set) var graceEnd: Timestamp?
  private(set) var graceSeconds: Int
  /// What it costs to lose this pod rather than another of its ReplicaSet.
  private(set) var deletionCost = 0
  /// The condition `DisruptionTarget`, once somebody has asked for the pod's eviction.
  private(set) var disruption: JSONValue?

  var life = PodLife.unscheduled
  var deletion: PodDeletion?
  var ip = ""
  /// The address of its node.
  var hostAddress: String?
  /// The wait before the next restart.
  var backOff: Duration = .zero
  var restarts = 0
  var lastTermination: ContainerTermination?
  var scheduledAt: Timestamp?
  /// Why no node has been found, in the scheduler's words.
  var refusal = ""
  /// When the Ready condition last changed.
  var readinessChangedAt: Timestamp
  /// Whether the API's status is behind what goes on.
  var statusIsStale = true
  var counters = ApplicationCounters()
  /// What the last scrape read.
  var lastPage: String?

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    createdAt = object.creationTimestamp ?? Timestamp(epochSeconds: 0)
    traits = PodTraits(spec: object.spec)
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
    scrapeAnnotations = object.annotations
    ownerUID = object.controllerOwner?.uid ?? ""
    deletionCost =
      object.annotation("controller.kubernetes.io/pod-deletion-cost").flatMap { Int($0) } ?? 0
    disruption = object.status["conditions"]?.arrayValue?.first { $0["type"] == "DisruptionTarget" }
    nodeName = object.spec["nodeName"]?.stringValue ?? ""
    graceEnd = object.metadata["deletionTimestamp"]?.stringValue
      .flatMap(Timestamp.init(rfc3339:))
    graceSeconds = object.metadata["deletionGracePeriodSeconds"]?.intValue ?? 0
  }

  var subject: EventSubject { EventSubject(type: .pods, key: key, uid: uid) }

  /// One of its containers, as events name it.
  func subject(container: String) -> EventSubject {
    EventSubject(type: .pods, key: key, uid: uid, fieldPath: "spec.containers{\(container)}")
  }

  var isBeingDeleted: Bool { graceEnd != nil }
  /// Whether its controller counts it.
  var isActive: Bool { !isBeingDeleted }
  /// Whether its phase is Running.
  var isRunning: Bool { life.startedAt != nil || restarts > 0 || lastTermination != nil }
  /// Whether the API shows it as ready.
  var isReady: Bool { life.isReady }
  var readySince: Timestamp? { life.readySince }

  /// Whether a new connection is answered at all.
  func acceptsConnections(at now: Timestamp) -> Bool {
    guard life.startedAt != nil else { return false }
    return deletion.map { now < $0.signalledAt } ?? true
  }
}
