import JSON

/// Autoscalers as `autoscaling/v1` shows them: one goal, the use of the processor (`kubectl autoscale` still writes that version).
enum AutoscalerConversion {
  private static let goal = "targetCPUUtilizationPercentage"
  private static let reading = "currentCPUUtilizationPercentage"

  static func stored(_ object: JSONValue) -> JSONValue {
    var object = object
    object["apiVersion"] = "autoscaling/v2"
    object.update("spec") { spec in
      guard let percentage = spec[goal], !percentage.isNull else { return }
      spec[goal] = nil
      let target: JSONValue = ["type": "Utilization", "averageUtilization": percentage]
      spec["metrics"] = [["type": "Resource", "resource": ["name": "cpu", "target": target]]]
    }
    object.update("status") { status in
      guard let percentage = status[reading], !percentage.isNull else { return }
      status[reading] = nil
      let current: JSONValue = ["averageUtilization": percentage]
      status["currentMetrics"] = [
        ["type": "Resource", "resource": ["name": "cpu", "current": current]]
      ]
    }
    return object
  }

  static func served(_ object: JSONValue) -> JSONValue {
    var object = object
    object["apiVersion"] = "autoscaling/v1"
    object.update("spec") { spec in
      spec[goal] = processor(in: spec["metrics"])?["target"]?["averageUtilization"]
      spec["metrics"] = nil
      spec["behavior"] = nil
    }
    object.update("status") { status in
      status[reading] = processor(in: status["currentMetrics"])?["current"]?["averageUtilization"]
      status["currentMetrics"] = nil
      status["conditions"] = nil
    }
    return object
  }

  private static func processor(in metrics: JSONValue?) -> JSONValue? {
    metrics?.arrayValue?.lazy.compactMap { $0["resource"] }.first { $0["name"] == "cpu" }
  }
}
