import APIMachinery
import JSON
import Scaling
import Time

/// A HorizontalPodAutoscaler's status as its controller writes it.
struct AutoscalerReport: Sendable {
  private let autoscaler: AutoscalerRecord
  private let outcome: HPAOutcome
  private let now: Timestamp
  private(set) var status: JSONValue = .null

  init(
    _ autoscaler: AutoscalerRecord,
    deployment: DeploymentRecord,
    outcome: HPAOutcome,
    usage: ResourceUsage,
    rescales: Bool,
    at now: Timestamp
  ) {
    self.autoscaler = autoscaler
    self.outcome = outcome
    self.now = now
    let existing = deployment.status["replicas"]?.intValue ?? 0
    var members: JSONObject = [
      "currentReplicas": .integer(Int64(existing)),
      "desiredReplicas": .integer(Int64(outcome.desiredReplicas)),
      "conditions": .array(conditions.map { $0.json.withoutGeneration }),
    ]
    members["lastScaleTime"] =
      rescales ? .string(now.rfc3339) : autoscaler.status["lastScaleTime"]
    let metrics = autoscaler.metrics.compactMap { Self.current($0, usage) }
    if !metrics.isEmpty { members["currentMetrics"] = .array(metrics) }
    status = .object(members)
  }

  private static func current(_ metric: JSONValue, _ usage: ResourceUsage) -> JSONValue? {
    guard let average = usage.average(of: metric) else { return nil }
    let milli = Int64((average.value * 1_000).rounded())
    var current: JSONObject = ["averageValue": .string("\(milli)m")]
    if let resource = metric["resource"] {
      if resource["name"] == "memory" {
        current["averageValue"] = .string(String(Int64(average.value)))
      }
      current["averageUtilization"] = average.percent.map { .integer(Int64($0)) }
      let detail: JSONValue = ["name": resource["name"] ?? "", "current": .object(current)]
      return ["type": "Resource", "resource": detail]
    }
    guard let pods = metric["pods"] else { return nil }
    let detail: JSONValue = ["metric": pods["metric"] ?? .null, "current": .object(current)]
    return ["type": "Pods", "pods": detail]
  }

  private var conditions: [Condition] {
    let findings = [
      ("AbleToScale", true, "ReadyForNewScale", "recommended size matches current size"),
      scalingActive, scalingLimited,
    ]
    return findings.map { type, holds, reason, message in
      Condition(
        type: type,
        status: holds ? .yes : .no,
        reason: reason,
        message: message,
        observedGeneration: 0,
        lastTransitionTime: now
      ).following(previous(type))
    }
  }

  private var scalingActive: (String, Bool, String, String) {
    switch outcome.scalingActive {
    case .validMetricFound, .notEvaluated:
      (
        "ScalingActive", true, "ValidMetricFound",
        "the HPA was able to successfully calculate a replica count"
      )
    case .failedGetMetrics:
      (
        "ScalingActive", false, "FailedGetResourceMetric",
        "the HPA was unable to compute the replica count"
      )
    case .scalingDisabled:
      (
        "ScalingActive", false, "ScalingDisabled",
        "scaling is disabled since the replica count of the target is zero"
      )
    }
  }

  private var scalingLimited: (String, Bool, String, String) {
    let (holds, reason): (Bool, String) =
      switch outcome.limit {
      case .desiredWithinRange: (false, "DesiredWithinRange")
      case .tooFewReplicas: (true, "TooFewReplicas")
      case .tooManyReplicas: (true, "TooManyReplicas")
      case .scaleUpLimit: (true, "ScaleUpLimit")
      case .scaleDownLimit: (true, "ScaleDownLimit")
      }
    let message =
      holds
      ? "the desired replica count is limited" : "the desired count is within the acceptable range"
    return ("ScalingLimited", holds, reason, message)
  }

  private func previous(_ type: String) -> Condition? {
    autoscaler.status["conditions"]?.arrayValue?.compactMap(Condition.init(json:))
      .first { $0.type == type }
  }
}

extension JSONValue {
  /// An HPA's conditions know no observedGeneration.
  fileprivate var withoutGeneration: JSONValue {
    var condition = self
    condition["observedGeneration"] = nil
    return condition
  }
}
