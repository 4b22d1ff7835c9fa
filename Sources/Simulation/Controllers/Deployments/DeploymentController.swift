import APIMachinery
import JSON
import Time

/// Turns Deployments into ReplicaSets, one per template, and moves pods between them within the strategy's bounds.
struct DeploymentController: Sendable {
  private var seenVersion: UInt64?
  /// Whether a progress deadline may be running.
  private var hasUnfinished = false

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard mirror.version(of: .deployments, .replicaSets, .pods) != seenVersion || hasUnfinished
    else { return }
    seenVersion = mirror.version(of: .deployments, .replicaSets, .pods)
    hasUnfinished = false
    for deployment in mirror.deployments.objects {
      var sync = DeploymentSync(deployment, context)
      sync.run(&mirror)
      if !sync.isComplete { hasUnfinished = true }
    }
  }
}

/// One look at one Deployment, as the real controller takes it after every change (`pkg/controller/deployment`).
struct DeploymentSync {
  var deployment: DeploymentRecord
  let context: StepContext
  let access: ControllerAccess
  var conditions: WorkloadConditions
  /// The revision to note on the Deployment.
  var revision: String?
  var collisionCount: Int
  private(set) var isComplete = false

  init(_ deployment: DeploymentRecord, _ context: StepContext) {
    self.deployment = deployment
    self.context = context
    access = context.access(as: .controllerManager)
    conditions = WorkloadConditions(deployment.status)
    revision = deployment.annotations[DeploymentAnnotations.revision]?.stringValue
    collisionCount = deployment.collisionCount
  }

  mutating func run(_ mirror: inout ClusterMirror) {
    claimReplicaSets(&mirror)
    if !deployment.isBeingDeleted {
      notePause()
      let fleet = DeploymentFleet(of: deployment, in: mirror)
      if deployment.isPaused || fleet.isScaled(deployment) {
        scale(&mirror)
      } else if deployment.recreates {
        recreate(&mirror)
      } else {
        roll(&mirror)
      }
    }
    report(&mirror)
  }

  private mutating func report(_ mirror: inout ClusterMirror) {
    let fleet = DeploymentFleet(of: deployment, in: mirror)
    let report = DeploymentReport(
      deployment,
      fleet: fleet,
      conditions: conditions,
      collisionCount: collisionCount,
      at: context.now
    )
    isComplete = report.isComplete
    let noted = deployment.annotations[DeploymentAnnotations.revision]?.stringValue
    guard report.status != deployment.status || revision != noted else { return }
    let revision = revision
    let written = access.changeStatus(.deployments, deployment.key) { object in
      object.json["status"] = report.status
      if let revision { object.annotate(DeploymentAnnotations.revision, revision) }
    }
    if let written { mirror.apply(.deployments, deployment.key, written) }
  }

  /// Progress is not judged while a Deployment is paused.
  private mutating func notePause() {
    guard deployment.progressDeadline != nil else { return }
    let reason = conditions.reason(of: "Progressing")
    guard reason != "ProgressDeadlineExceeded" else { return }
    if deployment.isPaused, reason != "DeploymentPaused" {
      setProgressing("Unknown", "DeploymentPaused", "Deployment is paused")
    } else if !deployment.isPaused, reason == "DeploymentPaused" {
      setProgressing("Unknown", "DeploymentResumed", "Deployment is resumed")
    }
  }

  mutating func setProgressing(_ status: String, _ reason: String, _ message: String) {
    guard deployment.progressDeadline != nil else { return }
    conditions.set("Progressing", status, reason, message, at: context.now)
  }

  /// Takes in ReplicaSets that the selector finds and nobody manages, and lets go of those that it no longer finds.
  private func claimReplicaSets(_ mirror: inout ClusterMirror) {
    let candidates = mirror.replicaSets.objects.filter {
      ($0.ownerUID == deployment.uid || $0.ownerUID.isEmpty)
        && $0.key.namespace == deployment.key.namespace
    }
    for replicaSet in candidates {
      let matches = deployment.labelSelector.matches(replicaSet.labels)
      if !replicaSet.ownerUID.isEmpty {
        if !matches { disown(replicaSet, &mirror) }
      } else if matches, !deployment.isBeingDeleted, !replicaSet.isBeingDeleted {
        adopt(replicaSet, &mirror)
      }
    }
  }

  private func adopt(_ replicaSet: ReplicaSetRecord, _ mirror: inout ClusterMirror) {
    let owner = ownerReference
    let changed = access.change(.replicaSets, replicaSet.key) { $0.addOwner(owner) }
    if let changed { mirror.apply(.replicaSets, replicaSet.key, changed) }
  }

  private func disown(_ replicaSet: ReplicaSetRecord, _ mirror: inout ClusterMirror) {
    let uid = deployment.uid
    let changed = access.change(.replicaSets, replicaSet.key) { $0.removeOwner(uid) }
    if let changed { mirror.apply(.replicaSets, replicaSet.key, changed) }
  }

  var ownerReference: OwnerReference {
    OwnerReference(
      apiVersion: "apps/v1",
      kind: "Deployment",
      name: deployment.key.name,
      uid: deployment.uid
    )
  }
}
