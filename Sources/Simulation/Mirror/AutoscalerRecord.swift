import APIMachinery
import JSON
import Scaling

/// A HorizontalPodAutoscaler as its controller reads it.
struct AutoscalerRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  private(set) var resourceVersion: UInt64 = 0
  private(set) var target = ObjectKey(namespace: "", name: "")
  private(set) var targetKind = ""
  private(set) var spec = HPASpec(
    bounds: ReplicaBounds(min: 1, max: 1),
    metrics: [],
    behavior: nil
  )
  /// The metrics as the API states them, in the order of `spec.metrics`.
  private(set) var metrics: [JSONValue] = []
  private(set) var status: JSONValue = .null
  /// What the algorithm remembers between syncs.
  var model = HorizontalPodAutoscalerModel()

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    refresh(object)
  }

  var subject: EventSubject {
    EventSubject(type: .horizontalPodAutoscalers, key: key, uid: uid)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    status = object.status
    target = ObjectKey(
      namespace: key.namespace,
      name: object.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
    )
    targetKind = object.spec["scaleTargetRef"]?["kind"]?.stringValue ?? ""
    metrics = object.spec["metrics"]?.arrayValue ?? []
    spec = HPASpec(
      bounds: ReplicaBounds(
        min: object.spec["minReplicas"]?.intValue ?? 1,
        max: object.spec["maxReplicas"]?.intValue ?? 1
      ),
      metrics: metrics.map(MetricTarget.init(json:)),
      behavior: object.spec["behavior"].map(ScalingBehavior.init(json:))
    )
  }
}
