/// What an HPA metric aims at.
package enum MetricTarget: Hashable, Sendable {
  /// Resource metric: usage in percent of the request.
  case utilization(percent: Int, resource: Resource)
  /// Resource metric with `AverageValue`: usage per pod.
  case averageUsage(Double, resource: Resource)
  /// Pods metric: usage per pod.
  case averageValue(Double)
  /// External or Object metric with `AverageValue`: the total divided by the replicas.
  case totalAverageValue(Double)

  package enum Resource: Hashable, Sendable {
    /// Judged by the CPU initialisation period: a starting pod burns CPU without serving.
    case cpu
    case memory
  }

  var isCPU: Bool {
    switch self {
    case .utilization(_, let resource), .averageUsage(_, let resource): resource == .cpu
    case .averageValue, .totalAverageValue: false
    }
  }
}
