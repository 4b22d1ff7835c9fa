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
    guard let deployment = mirror.deployments[autoscaler.target] else { return }
    let usage = ResourceUsage(of: deployment, in: mirror, settings: context.settings)
    let outcome = mirror.autoscalers[index].model.sync(
      autoscaler.spec,
      currentReplicas: deployment.replicas,
      readings: autoscaler.metrics.map { usage.reading(of: $0) },
      now: context.now
    )
    let access = context.access(as: .controllerManager)
    let rescales = outcome.desiredReplicas != deployment.replicas
    if rescales {
      let scaled = access.change(.deployments, deployment.key) {
        $0.json["spec"]?["replicas"] = .integer(Int64(outcome.desiredReplicas))
      }
      if let scaled { mirror.apply(.deployments, deployment.key, scaled) }
    }
    let report = AutoscalerReport(
      autoscaler,
      deployment: deployment,
      outcome: outcome,
      usage: usage,
      rescales: rescales,
      at: context.now
    )
    guard report.status != autoscaler.status else { return }
    if let written = access.setStatus(.horizontalPodAutoscalers, autoscaler.key, report.status) {
      mirror.apply(.horizontalPodAutoscalers, autoscaler.key, written)
    }
  }
}
