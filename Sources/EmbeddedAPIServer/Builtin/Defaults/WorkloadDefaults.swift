import JSON

/// What the API server fills into workloads, autoscalers and budgets.
enum WorkloadDefaults {
  static func apply(toDeployment deployment: inout JSONValue) {
    deployment.updateOrCreate("spec") { spec in
      spec.setDefault("replicas", 1)
      spec.setDefault("revisionHistoryLimit", 10)
      spec.setDefault("progressDeadlineSeconds", 600)
      spec.updateOrCreate("strategy", apply(toStrategy:))
      spec.update("template", PodDefaults.apply(toTemplate:))
    }
  }

  private static func apply(toStrategy strategy: inout JSONValue) {
    strategy.setDefault("type", "RollingUpdate")
    guard strategy["type"]?.stringValue == "RollingUpdate" else { return }
    strategy.updateOrCreate("rollingUpdate") { rolling in
      rolling.setDefault("maxSurge", "25%")
      rolling.setDefault("maxUnavailable", "25%")
    }
  }

  static func apply(toReplicaSet replicaSet: inout JSONValue) {
    replicaSet.updateOrCreate("spec") { spec in
      spec.setDefault("replicas", 1)
      spec.update("template", PodDefaults.apply(toTemplate:))
    }
  }

  static func apply(toAutoscaler autoscaler: inout JSONValue) {
    autoscaler.updateOrCreate("spec") { spec in
      spec.setDefault("minReplicas", 1)
      if spec["metrics"]?.arrayValue?.isEmpty ?? true { spec["metrics"] = .array([cpuMetric]) }
      spec.update("behavior") { behavior in
        behavior.updateOrCreate("scaleUp", apply(toScaleUp:))
        behavior.updateOrCreate("scaleDown", apply(toScaleDown:))
      }
    }
  }

  private static func apply(toScaleUp rules: inout JSONValue) {
    rules.setDefault("stabilizationWindowSeconds", 0)
    rules.setDefault("selectPolicy", "Max")
    rules.setDefault(
      "policies",
      [
        ["type": "Pods", "value": 4, "periodSeconds": 15],
        ["type": "Percent", "value": 100, "periodSeconds": 15],
      ]
    )
  }

  private static func apply(toScaleDown rules: inout JSONValue) {
    rules.setDefault("selectPolicy", "Max")
    rules.setDefault("policies", [["type": "Percent", "value": 100, "periodSeconds": 15]])
  }

  private static let cpuMetric: JSONValue = [
    "type": "Resource",
    "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
  ]
}
