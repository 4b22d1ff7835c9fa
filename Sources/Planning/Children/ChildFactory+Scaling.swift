import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildFactory {
  func autoscaler(named name: String, of revision: RevisionID, floor: Int) -> DesiredChild {
    let scaling = resource.spec.scaling
    let spec: JSONObject = [
      "scaleTargetRef": [
        "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(self.name(of: revision)),
      ],
      "minReplicas": .integer(Int64(floor)),
      "maxReplicas": .integer(Int64(scaling.maxReplicas)),
      "metrics": .array(autoscalerMetrics),
      "behavior": scaling.behaviorWithDefaults,
    ]
    return DesiredChild(
      type: .horizontalPodAutoscalers,
      configuration: object(
        .horizontalPodAutoscalers,
        name,
        labels: labels.common,
        ["spec": .object(spec)]
      ),
      reason: "scales revision \(revision) between \(floor) and \(scaling.maxReplicas)"
    )
  }

  /// A metric that the cluster does not serve is left out: an HPA with a failing metric never scales down.
  private var autoscalerMetrics: [JSONValue] {
    let scaling = resource.spec.scaling
    var metrics = [
      ("cpu", scaling.targetCPUUtilization), ("memory", scaling.targetMemoryUtilization),
    ]
    .filter { $0.1 > 0 }
    .map { name, percent -> JSONValue in
      [
        "type": "Resource",
        "resource": [
          "name": .string(name),
          "target": ["type": "Utilization", "averageUtilization": .integer(Int64(percent))],
        ],
      ]
    }
    if usesRequestRate, capabilities.hasCustomMetrics {
      let milli = Int64((scaling.requestsPerSecondPerReplica * 1_000).rounded())
      let value = milli % 1_000 == 0 ? "\(milli / 1_000)" : "\(milli)m"
      metrics.append([
        "type": "Pods",
        "pods": [
          "metric": ["name": "http_requests_per_second"],
          "target": ["type": "AverageValue", "averageValue": .string(value)],
        ],
      ])
    }
    return metrics
  }

  var usesRequestRate: Bool { resource.spec.scaling.requestsPerSecondPerReplica > 0 }

  /// One per revision: a budget over both would let a broken canary block drains of healthy pods.
  func disruptionBudget(named name: String, of revision: RevisionID) -> DesiredChild {
    let spec: JSONObject = [
      "maxUnavailable": "25%", "unhealthyPodEvictionPolicy": "AlwaysAllow",
      "selector": ["matchLabels": .object(labels.selector(of: revision))],
    ]
    return DesiredChild(
      type: .podDisruptionBudgets,
      configuration: object(
        .podDisruptionBudgets,
        name,
        labels: labels.common,
        ["spec": .object(spec)]
      ),
      reason: "limits voluntary disruption of revision \(revision)"
    )
  }
}
