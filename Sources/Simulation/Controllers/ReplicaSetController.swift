import EmbeddedAPIServer
import APIMachinery
import JSON
import Time

/// Makes and deletes pods until each ReplicaSet has as many as it asks for (`pkg/controller/replicaset`).
struct ReplicaSetController: Sendable {
  private var seenVersion: UInt64?
  /// Whether a ready pod has yet to be ready for long enough.
  private var isWaiting = false

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version(of: .replicaSets, .pods) != seenVersion || isWaiting else { return }
    seenVersion = mirror.version(of: .replicaSets, .pods)
    isWaiting = false
    for replicaSet in mirror.replicaSets.objects {
      claimPods(of: replicaSet, &mirror, context)
      var failure: PodFailure?
      if !replicaSet.isBeingDeleted { failure = manage(replicaSet, &mirror, context) }
      report(replicaSet, failure, &mirror, context)
    }
  }

  /// Why pods could not be made or deleted: the condition `ReplicaFailure`.
  private struct PodFailure {
    let reason: String
    let message: String
  }

  private func manage(
    _ replicaSet: ReplicaSetRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) -> PodFailure? {
    let pods = mirror.pods(ownedBy: replicaSet.uid).filter { mirror.pods[$0].isActive }
    let missing = replicaSet.replicas - pods.count
    if missing > 0 { return create(missing, replicaSet, &mirror, context) }
    if missing < 0 { remove(-missing, of: replicaSet, pods, &mirror, context) }
    return nil
  }

  /// A refusal ends the batch, as the slow start of the real controller does; the rest is tried again.
  private func create(
    _ count: Int,
    _ replicaSet: ReplicaSetRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) -> PodFailure? {
    let access = context.access(as: .controllerManager)
    let pod = pod(of: replicaSet)
    for _ in 0..<count {
      do {
        let created = try access.objects.create(.pods, pod)
        mirror.apply(.pods, created.key, created)
        tell(replicaSet, .normal, "SuccessfulCreate", "Created pod: \(created.name)", &mirror)
      } catch {
        // In a namespace that ends nothing can be made, and nobody needs to be told.
        guard !error.causes.contains(where: { $0.reason == "NamespaceTerminating" }) else {
          return nil
        }
        let message = "Error creating: \(error.message)"
        tell(replicaSet, .warning, "FailedCreate", message, &mirror)
        return PodFailure(reason: "FailedCreate", message: error.message)
      }
    }
    return nil
  }

  private func tell(
    _ replicaSet: ReplicaSetRecord,
    _ severity: ObservedEvent.Severity,
    _ reason: String,
    _ message: String,
    _ mirror: inout ClusterMirror
  ) {
    mirror.events.note(severity, reason, message, about: replicaSet.subject, by: .replicaSets)
  }

  private func pod(of replicaSet: ReplicaSetRecord) -> APIObject {
    var metadata = replicaSet.template["metadata"] ?? .object([:])
    metadata["generateName"] = .string(replicaSet.key.name + "-")
    metadata["namespace"] = .string(replicaSet.key.namespace)
    metadata["ownerReferences"] = [replicaSet.ownerReference.json]
    return APIObject([
      "apiVersion": "v1", "kind": "Pod", "metadata": metadata,
      "spec": replicaSet.template["spec"] ?? .null,
    ])
  }

  private func remove(
    _ count: Int,
    of replicaSet: ReplicaSetRecord,
    _ pods: [Int],
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let access = context.access(as: .controllerManager)
    let ranking = DeletionRanking(
      pods.map { mirror.pods[$0] },
      besides: related(to: replicaSet, mirror),
      at: context.now
    )
    for pod in ranking.pods.prefix(count) {
      access.delete(.pods, pod.key, uid: pod.uid)
      tell(replicaSet, .normal, "SuccessfulDelete", "Deleted pod: \(pod.key.name)", &mirror)
    }
  }

  /// Active pods of all ReplicaSets with the same owner: nodes that hold many of them lose one first.
  private func related(
    to replicaSet: ReplicaSetRecord,
    _ mirror: ClusterMirror
  ) -> [SimulatedPod] {
    let siblings = mirror.replicaSets.objects.filter {
      $0.uid == replicaSet.uid
        || (!replicaSet.ownerUID.isEmpty && $0.ownerUID == replicaSet.ownerUID)
    }
    return siblings.flatMap { mirror.pods(ownedBy: $0.uid) }.map { mirror.pods[$0] }
      .filter(\.isActive)
  }

  /// Takes in pods that the selector finds and nobody manages, and lets go of those that it no longer finds.
  private func claimPods(
    of replicaSet: ReplicaSetRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let access = context.access(as: .controllerManager)
    for index in mirror.pods.indices {
      let pod = mirror.pods[index]
      guard pod.key.namespace == replicaSet.key.namespace, !pod.isBeingDeleted,
        pod.ownerUID.isEmpty || pod.ownerUID == replicaSet.uid
      else { continue }
      let matches = replicaSet.selector.matches(pod.labels)
      let owner = replicaSet.ownerReference
      var changed: APIObject?
      if pod.ownerUID.isEmpty, matches, !replicaSet.isBeingDeleted {
        changed = access.change(.pods, pod.key) { $0.addOwner(owner) }
      } else if !pod.ownerUID.isEmpty, !matches {
        changed = access.change(.pods, pod.key) { $0.removeOwner(owner.uid) }
      }
      if let changed { mirror.apply(.pods, pod.key, changed) }
    }
  }

  private mutating func report(
    _ replicaSet: ReplicaSetRecord,
    _ failure: PodFailure?,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let pods = mirror.pods(ownedBy: replicaSet.uid).filter { mirror.pods[$0].isActive }
    let readySince = pods.compactMap { mirror.pods[$0].readySince }
    let minReady = Duration.seconds(replicaSet.minReadySeconds)
    let available = readySince.count { $0 + minReady <= context.now }
    if available < readySince.count { isWaiting = true }
    let labels = replicaSet.template["metadata"]?["labels"]?.objectValue ?? [:]
    let template = LabelSelector(equals: labels)
    let labelled = pods.count { template.matches(mirror.pods[$0].labels) }
    var status: JSONObject = [
      "replicas": .integer(Int64(pods.count)),
      "observedGeneration": .integer(Int64(replicaSet.generation)),
    ]
    let counts = [
      ("fullyLabeledReplicas", labelled), ("readyReplicas", readySince.count),
      ("availableReplicas", available),
    ]
    for (field, count) in counts where count > 0 { status[field] = .integer(Int64(count)) }
    let conditions = conditions(of: replicaSet, failure, pods: pods.count, context)
    if !conditions.isEmpty { status["conditions"] = .array(conditions) }
    guard replicaSet.status != .object(status) else { return }
    let access = context.access(as: .controllerManager)
    if let written = access.setStatus(.replicaSets, replicaSet.key, .object(status)) {
      mirror.apply(.replicaSets, replicaSet.key, written)
    }
  }

  private func conditions(
    of replicaSet: ReplicaSetRecord,
    _ failure: PodFailure?,
    pods: Int,
    _ context: StepContext
  ) -> [JSONValue] {
    guard let failure else { return [] }
    let known = replicaSet.status["conditions"]?.arrayValue ?? []
    if known.first?["reason"]?.stringValue == failure.reason { return known }
    return [
      [
        "type": "ReplicaFailure", "status": "True", "reason": .string(failure.reason),
        "message": .string(failure.message),
        "lastTransitionTime": .string(context.now.rfc3339),
      ]
    ]
  }
}

extension ReplicaSetRecord {
  fileprivate var ownerReference: OwnerReference {
    OwnerReference(apiVersion: "apps/v1", kind: "ReplicaSet", name: key.name, uid: uid)
  }
}
