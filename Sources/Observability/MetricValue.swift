import Metering

/// What one series holds.
enum MetricValue: Hashable, Sendable {
  case counter(Double)
  case gauge(Double)
  case histogram(Histogram)

  var kind: MetricDefinition.Kind {
    switch self {
    case .counter: .counter
    case .gauge: .gauge
    case .histogram: .histogram
    }
  }
}
