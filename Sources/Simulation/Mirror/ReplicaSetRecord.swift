import APIMachinery
import JSON
import Time

/// A ReplicaSet as its controllers read it.
struct ReplicaSetRecord: MirroredObject {
  let key: ObjectKey
  let uid: String
  let createdAt: Timestamp
  private(set) var ownerUID = ""
  private(set) var resourceVersion: UInt64 = 0
  private(set) var generation = 0
  private(set) var replicas = 0
  private(set) var minReadySeconds = 0
  private(set) var selector = LabelSelector([])
  private(set) var template: JSONValue = .null
  /// The template without the label that tells it from others: what a Deployment's template is compared with.
  private(set) var plainTemplate: JSONValue = .null
  private(set) var labels: JSONObject = [:]
  private(set) var annotations: JSONObject = [:]
  private(set) var status: JSONValue = .null
  private(set) var isBeingDeleted = false

  init(_ object: APIObject) {
    key = object.key
    uid = object.uid
    createdAt = object.creationTimestamp ?? Timestamp(epochSeconds: 0)
    refresh(object)
  }

  mutating func refresh(_ object: APIObject) {
    resourceVersion = UInt64(object.resourceVersion) ?? 0
    ownerUID = object.controllerOwner?.uid ?? ""
    labels = object.labels
    annotations = object.annotations
    status = object.status
    isBeingDeleted = object.isBeingDeleted
    guard object.generation != generation else { return }
    generation = object.generation
    let spec = object.spec
    replicas = spec["replicas"]?.intValue ?? 1
    minReadySeconds = spec["minReadySeconds"]?.intValue ?? 0
    selector = spec["selector"].flatMap { LabelSelector(json: $0) } ?? LabelSelector([])
    guard spec["template"] != template else { return }
    template = spec["template"] ?? .null
    plainTemplate = template.withoutTemplateHash
  }

  var subject: EventSubject { EventSubject(type: .replicaSets, key: key, uid: uid) }
  var currentReplicas: Int { status["replicas"]?.intValue ?? 0 }
  var readyReplicas: Int { status["readyReplicas"]?.intValue ?? 0 }
  var availableReplicas: Int { status["availableReplicas"]?.intValue ?? 0 }

  /// 0 for a ReplicaSet that no Deployment has numbered.
  var revision: Int { number(DeploymentAnnotations.revision) ?? 0 }
  var desiredReplicas: Int? { number(DeploymentAnnotations.desiredReplicas) }
  var maxReplicas: Int? { number(DeploymentAnnotations.maxReplicas) }

  private func number(_ annotation: String) -> Int? {
    annotations[annotation]?.stringValue.flatMap { Int($0) }
  }
}

extension JSONValue {
  /// A pod template as the user wrote it.
  fileprivate var withoutTemplateHash: JSONValue {
    var template = self
    guard var labels = template["metadata"]?["labels"]?.objectValue else { return template }
    labels[DeploymentAnnotations.templateHash] = nil
    var metadata = template["metadata"] ?? .null
    metadata["labels"] = .object(labels)
    template["metadata"] = metadata
    return template
  }
}
