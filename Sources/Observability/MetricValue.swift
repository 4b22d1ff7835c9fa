/// What one series holds.
enum MetricValue: Hashable, Sendable {
  case counter(Double)
  case gauge(Double)
  case histogram(HistogramCells)

  /// As `# TYPE` names it.
  enum Kind: String, Hashable, Sendable {
    case counter
    case gauge
    case histogram
  }

  var kind: Kind {
    switch self {
    case .counter: .counter
    case .gauge: .gauge
    case .histogram: .histogram
    }
  }
}
