import APIMachinery
import JSON
import Time

/// Turns Deployments into ReplicaSets, one per template, and moves pods between them within the strategy's bounds.
struct DeploymentController: Sendable {
  private var seenVersion: UInt64?
  /// Whether a progress deadline may be running.
  private var hasUnfinished = false

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version != seenVersion || hasUnfinished else { return }
    seenVersion = mirror.version
    hasUnfinished = false
    for deployment in mirror.deployments.objects where !deployment.isBeingDeleted {
      reconcile(deployment, &mirror, context)
    }
  }

  private mutating func reconcile(
    _ deployment: DeploymentRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let access = context.access(as: .controllerManager)
    guard let current = replicaSet(of: deployment, &mirror, access) else { return }
    let census = DeploymentCensus(deployment, current: current, in: mirror, at: context.now)
    for (key, replicas) in census.wantedReplicas {
      let changed = access.change(.replicaSets, key) {
        $0.json["spec"]?["replicas"] = .integer(Int64(replicas))
      }
      if let changed { mirror.apply(.replicaSets, key, changed) }
    }
    let report = DeploymentReport(deployment, census: census, at: context.now)
    if !report.isComplete { hasUnfinished = true }
    guard report.status != deployment.status else { return }
    if let written = access.setStatus(.deployments, deployment.key, report.status) {
      mirror.apply(.deployments, deployment.key, written)
    }
  }

  /// The ReplicaSet of the present template; made with no replicas when there is none.
  private func replicaSet(
    of deployment: DeploymentRecord,
    _ mirror: inout ClusterMirror,
    _ access: ControllerAccess
  ) -> ReplicaSetRecord? {
    let key = ObjectKey(
      namespace: deployment.key.namespace,
      name: "\(deployment.key.name)-\(deployment.templateHash)"
    )
    if let known = mirror.replicaSets[key], known.ownerUID == deployment.uid { return known }
    guard let created = access.create(.replicaSets, replicaSetObject(deployment, key)) else {
      return nil
    }
    mirror.apply(.replicaSets, key, created)
    return mirror.replicaSets[key]
  }

  private func replicaSetObject(_ deployment: DeploymentRecord, _ key: ObjectKey) -> APIObject {
    let hash = JSONValue.string(deployment.templateHash)
    var selector = deployment.selector
    var labels = selector["matchLabels"]?.objectValue ?? [:]
    labels["pod-template-hash"] = hash
    selector["matchLabels"] = .object(labels)
    var template = deployment.template
    var podLabels = template["metadata"]?["labels"]?.objectValue ?? [:]
    podLabels["pod-template-hash"] = hash
    var metadata = template["metadata"] ?? .object([:])
    metadata["labels"] = .object(podLabels)
    template["metadata"] = metadata
    var object = APIObject(.replicaSets, key)
    object.metadata["labels"] = .object(podLabels)
    object.metadata["ownerReferences"] = [
      OwnerReference(
        apiVersion: "apps/v1",
        kind: "Deployment",
        name: deployment.key.name,
        uid: deployment.uid
      ).json
    ]
    object.json["spec"] = ["replicas": 0, "selector": selector, "template": template]
    return object
  }
}
