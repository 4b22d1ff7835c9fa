/// What the Deployment controller notes on Deployments and ReplicaSets (`pkg/controller/deployment/util`).
enum DeploymentAnnotations {
  static let templateHash = "pod-template-hash"
  static let revision = "deployment.kubernetes.io/revision"
  static let revisionHistory = "deployment.kubernetes.io/revision-history"
  static let desiredReplicas = "deployment.kubernetes.io/desired-replicas"
  static let maxReplicas = "deployment.kubernetes.io/max-replicas"

  /// A Deployment's annotations go to its ReplicaSets except these.
  static let notCopied = [
    "kubectl.kubernetes.io/last-applied-configuration", revision, revisionHistory,
    desiredReplicas, maxReplicas, "deprecated.deployment.rollback.to",
  ]
}
