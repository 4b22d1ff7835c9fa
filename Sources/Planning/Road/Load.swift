import APIMachinery
import JSON
import PhysicsResources

/// How many requests per second a service gets, as far as its autoscalers know.
enum Load {
  /// The sum of pods times the requests of each; `nil` where no autoscaler reads them.
  static func measured(_ observation: Observation) -> Double? {
    let rates = observation.children.autoscalers.compactMap { autoscaler -> Double? in
      let readings = autoscaler.status["currentMetrics"]?.arrayValue ?? []
      let value = readings.compactMap { $0["pods"]?["current"]?["averageValue"]?.stringValue }.first
      guard let value, let each = Quantity(value)?.doubleValue else { return nil }
      return each * Double(autoscaler.status["currentReplicas"]?.intValue ?? 0)
    }
    return rates.isEmpty ? nil : rates.reduce(0, +)
  }

  /// Pods that the load needs.
  static func pods(for load: Double?, _ observation: Observation) -> Int {
    let scaling = observation.resource.spec.scaling
    let each = scaling.requestsPerSecondPerReplica
    if let load, each > 0, load.isFinite, load < 1e9 {
      return max(1, Int((load / Double(each)).rounded(.up)))
    }
    let ready = observation.children.deployments.compactMap {
      $0.status["readyReplicas"]?.intValue
    }.max()
    let measured = ReplicaDemand.total(observation.children.autoscalers) { _ in nil }
    let pods = measured.map { Int(($0 - 1e-6).rounded(.up)) }
    return max(1, pods ?? ready ?? scaling.minReplicas)
  }
}
