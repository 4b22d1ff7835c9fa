/// What an HPA metric aims at.
package enum MetricTarget: Hashable, Sendable {
  /// Resource metric: usage in percent of the request.
  case utilization(percent: Int, resource: Resource)
  /// Pods metric, or a resource metric with `AverageValue`: usage per pod.
  case averageValue(Double)
  /// External or Object metric with `AverageValue`: the total divided by the replicas.
  case totalAverageValue(Double)

  package enum Resource: Hashable, Sendable {
    /// Judged by the CPU initialisation period: a starting pod burns CPU without serving.
    case cpu
    case memory
  }

  var isCPU: Bool {
    if case .utilization(_, .cpu) = self { true } else { false }
  }
}
