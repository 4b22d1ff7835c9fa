import APIMachinery
import JSON
import Scaling

extension MetricTarget {
  /// Reads one entry of an HPA's `spec.metrics`.
  init(json: JSONValue) {
    if let resource = json["resource"] {
      let name: Resource = resource["name"] == "memory" ? .memory : .cpu
      if let percent = resource["target"]?["averageUtilization"]?.intValue {
        self = .utilization(percent: percent, resource: name)
      } else {
        self = .averageUsage(Self.quantity(resource["target"]?["averageValue"]), resource: name)
      }
    } else if let pods = json["pods"] {
      self = .averageValue(Self.quantity(pods["target"]?["averageValue"]))
    } else {
      let target = (json["external"] ?? json["object"])?["target"]
      self = .totalAverageValue(Self.quantity(target?["averageValue"] ?? target?["value"]))
    }
  }

  private static func quantity(_ json: JSONValue?) -> Double {
    json.flatMap { Quantity(json: $0) }?.doubleValue ?? 1
  }
}

extension ScalingBehavior {
  /// Reads an HPA's `spec.behavior`; what is left out gets the API's default.
  init(json: JSONValue) {
    self.init(
      scaleUp: ScalingRules(json: json["scaleUp"], default: ScalingBehavior.apiDefault.scaleUp),
      scaleDown: ScalingRules(
        json: json["scaleDown"],
        default: ScalingBehavior.apiDefault.scaleDown
      )
    )
  }
}

extension ScalingRules {
  fileprivate init(json: JSONValue?, default standard: ScalingRules) {
    let selection: Selection? =
      switch json?["selectPolicy"]?.stringValue {
      case "Max": .max
      case "Min": .min
      case "Disabled": .disabled
      default: nil
      }
    self.init(
      stabilizationWindow: json?["stabilizationWindowSeconds"]?.intValue
        .map { .seconds($0) } ?? standard.stabilizationWindow,
      selection: selection ?? standard.selection,
      policies: json?["policies"]?.arrayValue?.compactMap(Policy.init(json:))
        ?? standard.policies
    )
  }
}

extension ScalingRules.Policy {
  fileprivate init?(json: JSONValue) {
    guard let value = json["value"]?.intValue, let period = json["periodSeconds"]?.intValue else {
      return nil
    }
    self.init(json["type"] == "Percent" ? .percent(value) : .pods(value), per: .seconds(period))
  }
}
