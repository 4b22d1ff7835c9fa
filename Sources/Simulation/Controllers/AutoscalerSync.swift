import APIMachinery
import JSON
import Scaling

/// One sync of a HorizontalPodAutoscaler in the words of its controller (`pkg/controller/podautoscaler/horizontal.go`).
struct AutoscalerSync: Sendable {
  let autoscaler: AutoscalerRecord
  /// What the target asks for.
  let replicas: Int
  let outcome: HPAOutcome
  let usage: ResourceUsage

  /// A metric that could not be read: the reason and the error.
  struct Failure: Sendable {
    let reason: String
    let message: String
    /// What the error of the whole sync puts before it.
    let prefix: String
  }

  init(
    _ autoscaler: AutoscalerRecord,
    replicas: Int,
    outcome: HPAOutcome,
    usage: ResourceUsage
  ) {
    self.autoscaler = autoscaler
    self.replicas = replicas
    self.outcome = outcome
    self.usage = usage
  }

  var rescales: Bool { outcome.desiredReplicas != replicas }

  /// Whether this sync looked at metrics at all.
  var readsMetrics: Bool {
    switch outcome.scalingActive {
    case .validMetricFound, .failedGetMetrics: true
    case .scalingDisabled, .notEvaluated: false
    }
  }

  var rescaleReason: String {
    switch outcome.scalingActive {
    case .notEvaluated, .scalingDisabled:
      return replicas > autoscaler.spec.bounds.max
        ? "Current number of replicas above Spec.MaxReplicas"
        : "Current number of replicas below Spec.MinReplicas"
    case .validMetricFound, .failedGetMetrics:
      guard outcome.wantsMore, let metric = decidingMetric else {
        return outcome.desiredReplicas < replicas ? "All metrics below target" : ""
      }
      return "\(metric) above target"
    }
  }

  /// The metric that decided, as conditions and events name it.
  var decidingMetric: String? {
    outcome.decidingMetric.map { Self.name(of: autoscaler.metrics[$0]) }
  }

  private static func name(of metric: JSONValue) -> String {
    if let resource = metric["resource"] {
      let name = resource["name"]?.stringValue ?? ""
      return resource["target"]?["averageUtilization"] == nil
        ? "\(name) resource" : "\(name) resource utilization (percentage of request)"
    }
    if let pods = metric["pods"] {
      return "pods metric \(pods["metric"]?["name"]?.stringValue ?? "")"
    }
    let other = metric["external"] ?? metric["object"]
    return "external metric \(other?["metric"]?["name"]?.stringValue ?? "")(nil)"
  }

  /// The metrics that could not be read.
  var failures: [Failure] {
    outcome.failedMetrics.map { failure(of: autoscaler.metrics[$0]) }
  }

  /// The error of a sync without a result; `nil` when there is one.
  var error: String? {
    guard outcome.scalingActive == .failedGetMetrics, let first = failures.first else { return nil }
    return "invalid metrics (\(failures.count) invalid out of \(autoscaler.metrics.count)), "
      + "first error is: \(first.prefix)\(first.message)"
  }

  private func failure(of metric: JSONValue) -> Failure {
    if let resource = metric["resource"] {
      let name = resource["name"]?.stringValue ?? ""
      let isRelative = resource["target"]?["averageUtilization"] != nil
      return Failure(
        reason: "FailedGetResourceMetric",
        message: "failed to get \(name) \(isRelative ? "utilization" : "usage"): "
          + usage.problem(withResource: name, isRelative: isRelative),
        prefix: "failed to get \(name) resource metric value: "
      )
    }
    if let pods = metric["pods"] {
      let name = pods["metric"]?["name"]?.stringValue ?? ""
      return Failure(
        reason: "FailedGetPodsMetric",
        message: "unable to get metric \(name): unable to fetch metrics from custom metrics API: "
          + "no custom metrics API (custom.metrics.k8s.io) registered",
        prefix: "failed to get pods metric value: "
      )
    }
    let name = (metric["external"] ?? metric["object"])?["metric"]?["name"]?.stringValue ?? ""
    return Failure(
      reason: "FailedGetExternalMetric",
      message: "unable to get external metric \(autoscaler.key.namespace)/\(name)/nil: unable to "
        + "fetch metrics from external metrics API: the server could not find the requested "
        + "resource (get \(name).external.metrics.k8s.io)",
      prefix: "failed to get \(name) external metric value: "
    )
  }
}
