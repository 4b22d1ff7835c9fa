import APIMachinery
import PhysicsResources
import Rollout
import Time

/// Whether what the checks need can be read.
extension ConditionReporter {
  func metrics(_ report: StatusReporter) -> Condition? {
    switch report.facts.verdict {
    case .notJudged:
      missingCustomMetrics
        ?? condition(.metricsAvailable, .yes, .metricsNotNeeded, "no canary is being judged")
    case .pass, .fail, .insufficient, .baselineSick:
      missingCustomMetrics ?? clippedWindow(report)
        ?? condition(.metricsAvailable, .yes, .metricsRead, "the canary's metrics are read")
    case .providerDown(let why):
      condition(
        .metricsAvailable,
        .no,
        isQueryInvalid(report) ? .queryInvalid : .metricsUnreadable,
        why
      )
    }
  }

  /// Whether the check that holds the rollout is a query that no waiting mends.
  private func isQueryInvalid(_ report: StatusReporter) -> Bool {
    let name = report.checks.first { $0.verdict == report.facts.verdict }?.name
    let reading = observation.evidence?.queries.first { Judge.name(ofQuery: $0.name) == name }
    return if case .invalid = reading?.answer { true } else { false }
  }

  /// A step that is over before its window is full is passed on less than the window.
  private func clippedWindow(_ report: StatusReporter) -> Condition? {
    guard !report.checks.isEmpty, case .progressing(let canary) = report.state.phase,
      case .time(let hold) = report.planner.policy.hold(at: canary.stop)
    else { return nil }
    let window = report.planner.policy.analysis.window
    guard window > hold else { return nil }
    return condition(
      .metricsAvailable,
      .yes,
      .windowClipped,
      "the canary's metrics are read; at \(canary.weight) % the hold of \(hold.goDuration) is shorter "
        + "than the window of \(window.goDuration), so that less than a window is known of the step; "
        + "shorten analysis.window, or lengthen the hold"
    )
  }

  /// Without the adapter the HPA goes on, but not by requests per second.
  private var missingCustomMetrics: Condition? {
    let target = observation.resource.spec.scaling.requestsPerSecondPerReplica
    guard target > 0, !observation.capabilities.hasCustomMetrics else { return nil }
    return condition(
      .metricsAvailable,
      .no,
      .customMetricsAPIMissing,
      "custom.metrics.k8s.io is not served, so the HPA goes without http_requests_per_second; "
        + "install a metrics adapter, or set requestsPerSecondPerReplica to 0"
    )
  }
}
