import APIMachinery
import JSON
import Scaling
import Time

/// A HorizontalPodAutoscaler's status as its controller writes it.
struct AutoscalerReport: Sendable {
  private let sync: AutoscalerSync
  private var conditions: AutoscalerConditions
  private(set) var status: JSONValue = .null

  init(_ sync: AutoscalerSync, at now: Timestamp) {
    self.sync = sync
    conditions = AutoscalerConditions(sync.autoscaler.status, at: now)
    setAbleToScale()
    setScalingActive()
    setScalingLimited()
    let desired = sync.outcome.desiredReplicas
    var members: JSONObject = [
      "desiredReplicas": .integer(Int64(desired)), "conditions": .array(conditions.list),
    ]
    if sync.replicas > 0 { members["currentReplicas"] = .integer(Int64(sync.replicas)) }
    members["lastScaleTime"] =
      sync.rescales ? .string(now.rfc3339) : sync.autoscaler.status["lastScaleTime"]
    if sync.readsMetrics {
      members["currentMetrics"] = .array(
        sync.autoscaler.metrics.map { Self.current($0, sync.usage) ?? ["type": ""] }
      )
    }
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
      if resource["target"]?["averageUtilization"] != nil {
        current["averageUtilization"] = average.percent.map { .integer(Int64($0)) }
      }
      let detail: JSONValue = ["name": resource["name"] ?? "", "current": .object(current)]
      return ["type": "Resource", "resource": detail]
    }
    guard let pods = metric["pods"] else { return nil }
    let detail: JSONValue = ["metric": pods["metric"] ?? .null, "current": .object(current)]
    return ["type": "Pods", "pods": detail]
  }

  private mutating func setAbleToScale() {
    if sync.rescales {
      let size = sync.outcome.desiredReplicas
      conditions.set(
        "AbleToScale",
        true,
        "SucceededRescale",
        "the HPA controller was able to update the target scale to \(size)"
      )
      return
    }
    guard sync.outcome.scalingActive == .validMetricFound else {
      conditions.set(
        "AbleToScale",
        true,
        "SucceededGetScale",
        "the HPA controller was able to get the target's current scale"
      )
      return
    }
    let (reason, message): (String, String) =
      switch sync.outcome.stabilization {
      case .none: ("ReadyForNewScale", "recommended size matches current size")
      case .up:
        (
          "ScaleUpStabilized",
          "recent recommendations were lower than current one, applying the lowest recent "
            + "recommendation"
        )
      case .down:
        (
          "ScaleDownStabilized",
          "recent recommendations were higher than current one, applying the highest recent "
            + "recommendation"
        )
      }
    conditions.set("AbleToScale", true, reason, message)
  }

  private mutating func setScalingActive() {
    switch sync.outcome.scalingActive {
    case .notEvaluated: break
    case .validMetricFound:
      conditions.set(
        "ScalingActive",
        true,
        "ValidMetricFound",
        "the HPA was able to successfully calculate a replica count from "
          + (sync.decidingMetric ?? "")
      )
    case .failedGetMetrics:
      let failure = sync.failures.first
      conditions.set(
        "ScalingActive",
        false,
        failure?.reason ?? "FailedGetResourceMetric",
        "the HPA was unable to compute the replica count: \(failure?.message ?? "")"
      )
    case .scalingDisabled:
      conditions.set(
        "ScalingActive",
        false,
        "ScalingDisabled",
        "scaling is disabled since the replica count of the target is zero"
      )
    }
  }

  private mutating func setScalingLimited() {
    guard sync.outcome.scalingActive == .validMetricFound else { return }
    let (holds, reason, message): (Bool, String, String) =
      switch sync.outcome.limit {
      case .desiredWithinRange:
        (false, "DesiredWithinRange", "the desired count is within the acceptable range")
      case .tooFewReplicas:
        (
          true, "TooFewReplicas",
          "the desired replica count is less than the minimum replica count"
        )
      case .tooManyReplicas:
        (
          true, "TooManyReplicas",
          "the desired replica count is more than the maximum replica count"
        )
      case .scaleUpLimit:
        (
          true, "ScaleUpLimit",
          "the desired replica count is increasing faster than the maximum scale rate"
        )
      case .scaleDownLimit:
        (
          true, "ScaleDownLimit",
          "the desired replica count is decreasing faster than the maximum scale rate"
        )
      }
    conditions.set("ScalingLimited", holds, reason, message)
  }
}
