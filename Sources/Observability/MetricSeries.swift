import Metrics

/// What swift-metrics holds of one series; what a call does depends on the kind that the series was made with.
final class MetricSeries: Sendable {
  let key: MetricSeriesKey
  private let registry: MetricsRegistry

  init(_ key: MetricSeriesKey, in registry: MetricsRegistry) {
    self.key = key
    self.registry = registry
  }

  func increment(by amount: Double) {
    registry.update { $0.add(amount, to: key) }
  }

  func record(_ value: Double) {
    registry.update { $0.record(value, in: key) }
  }

  func reset() {
    registry.update { $0.reset(key) }
  }
}

extension MetricSeries: CounterHandler, FloatingPointCounterHandler {
  func increment(by amount: Int64) { increment(by: Double(amount)) }
}

extension MetricSeries: MeterHandler {
  func set(_ value: Int64) { record(Double(value)) }
  func set(_ value: Double) { record(value) }
  func decrement(by amount: Double) { increment(by: -amount) }
}

extension MetricSeries: RecorderHandler {
  func record(_ value: Int64) { record(Double(value)) }
}

extension MetricSeries: TimerHandler {
  func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
