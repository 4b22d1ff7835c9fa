import APIMachinery
import JSON
import Scaling
import Time

/// Syncs every HorizontalPodAutoscaler each 15 s with the pure model of the room `Scaling`.
struct AutoscalerController: Sendable {
  private var nextSync: Timestamp?

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    guard context.now >= nextSync ?? context.now else { return }
    nextSync = context.now + HorizontalPodAutoscalerModel.syncPeriod
    for index in mirror.pods.indices { mirror.pods[index].counters.takeSample(at: context.now) }
    for index in mirror.autoscalers.indices { sync(index, &mirror, context) }
  }

  private func sync(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let autoscaler = mirror.autoscalers[index]
    guard let deployment = mirror.deployments[autoscaler.target],
      autoscaler.targetKind == "Deployment"
    else { return noteMissingTarget(autoscaler, &mirror, context) }
    let usage = ResourceUsage(of: deployment, in: mirror, settings: context.settings)
    let outcome = mirror.autoscalers[index].model.sync(
      autoscaler.spec,
      currentReplicas: deployment.replicas,
      readings: autoscaler.metrics.map { usage.reading(of: $0) },
      now: context.now
    )
    let sync = AutoscalerSync(
      autoscaler,
      replicas: deployment.replicas,
      outcome: outcome,
      usage: usage
    )
    if sync.rescales { rescale(deployment, sync, &mirror, context) }
    for failure in sync.failures {
      let (reason, message) = (failure.reason, failure.message)
      tell(autoscaler, .warning, reason, message, &mirror)
    }
    if let error = sync.error {
      tell(autoscaler, .warning, "FailedComputeMetricsReplicas", error, &mirror)
    }
    let report = AutoscalerReport(sync, at: context.now)
    write(report.status, autoscaler, &mirror, context)
  }

  private func rescale(
    _ deployment: DeploymentRecord,
    _ sync: AutoscalerSync,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let size = sync.outcome.desiredReplicas
    let scaled = context.access(as: .controllerManager).change(.deployments, deployment.key) {
      $0.json["spec"]?["replicas"] = .integer(Int64(size))
    }
    guard let scaled else { return }
    mirror.apply(.deployments, deployment.key, scaled)
    let message = "New size: \(size); reason: \(sync.rescaleReason)"
    tell(sync.autoscaler, .normal, "SuccessfulRescale", message, &mirror)
  }

  /// An autoscaler of something that is not there says so, and nothing else.
  private func noteMissingTarget(
    _ autoscaler: AutoscalerRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    let kind = autoscaler.targetKind
    let name = autoscaler.target.name
    let problem =
      kind == "Deployment"
      ? "deployments/scale.apps \"\(name)\" not found"
      : "no matches for kind \"\(kind)\" in group \"\""
    tell(autoscaler, .warning, "FailedGetScale", problem, &mirror)
    var conditions = AutoscalerConditions(autoscaler.status, at: context.now)
    conditions.set(
      "AbleToScale",
      false,
      "FailedGetScale",
      "the HPA controller was unable to get the target's current scale: \(problem)"
    )
    var status = autoscaler.status.isNull ? JSONValue.object([:]) : autoscaler.status
    if status["desiredReplicas"] == nil { status["desiredReplicas"] = 0 }
    status["conditions"] = .array(conditions.list)
    write(status, autoscaler, &mirror, context)
  }

  private func write(
    _ status: JSONValue,
    _ autoscaler: AutoscalerRecord,
    _ mirror: inout ClusterMirror,
    _ context: StepContext
  ) {
    guard status != autoscaler.status else { return }
    let access = context.access(as: .controllerManager)
    if let written = access.setStatus(.horizontalPodAutoscalers, autoscaler.key, status) {
      mirror.apply(.horizontalPodAutoscalers, autoscaler.key, written)
    }
  }

  private func tell(
    _ autoscaler: AutoscalerRecord,
    _ severity: ObservedEvent.Severity,
    _ reason: String,
    _ message: String,
    _ mirror: inout ClusterMirror
  ) {
    mirror.events.note(severity, reason, message, about: autoscaler.subject, by: .autoscaler)
  }
}
