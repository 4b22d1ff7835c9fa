import APIMachinery
import JSON
import Rollout

/// How many pods the present load needs, whatever our own floors made of it.
///
/// From the autoscalers' readings, never from their `desiredReplicas`: those are already clamped by the floors that we derive from this.
enum ReplicaDemand {
  /// Over all autoscalers of the service, in parts of pods; `nil` when none has a reading yet.
  ///
  /// - Parameter pods: those that an autoscaler's average is taken over: the ready ones, of which it does not say how many they are.
  static func total(_ autoscalers: [APIObject], pods: (APIObject) -> Int?) -> Double? {
    let demands = autoscalers.compactMap { demand($0, pods: pods($0)) }
    return demands.isEmpty ? nil : demands.reduce(0, +)
  }

  /// The largest over the metrics of pods times current over target.
  private static func demand(_ autoscaler: APIObject, pods: Int?) -> Double? {
    let pods = Double(pods ?? autoscaler.status["currentReplicas"]?.intValue ?? 0)
    let targets = autoscaler.spec["metrics"]?.arrayValue ?? []
    let readings = autoscaler.status["currentMetrics"]?.arrayValue ?? []
    let ratios = targets.compactMap { target in
      readings.first { name(of: $0) == name(of: target) }.flatMap { ratio(of: $0, to: target) }
    }
    return ratios.max().map { pods * $0 }
  }

  private static func name(of metric: JSONValue) -> String {
    metric["resource"]?["name"]?.stringValue ?? metric["pods"]?["metric"]?["name"]?.stringValue
      ?? ""
  }

  private static func ratio(of reading: JSONValue, to target: JSONValue) -> Double? {
    let current = reading["resource"]?["current"] ?? reading["pods"]?["current"]
    let wanted = target["resource"]?["target"] ?? target["pods"]?["target"]
    if let used = current?["averageUtilization"]?.doubleValue,
      let limit = wanted?["averageUtilization"]?.doubleValue, limit > 0
    {
      return used / limit
    }
    guard let used = quantity(current?["averageValue"]),
      let limit = quantity(wanted?["averageValue"]),
      limit > 0
    else { return nil }
    return used / limit
  }

  private static func quantity(_ value: JSONValue?) -> Double? {
    value?.stringValue.flatMap { Quantity($0) }?.doubleValue
  }
}
