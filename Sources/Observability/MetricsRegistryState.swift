import Metering

/// The series of a registry, without the lock.
struct MetricsRegistryState: Sendable {
  let bounds: [Double]
  let seriesPerMetric: Int
  private(set) var values: [MetricSeriesKey: MetricValue] = [:]
  private(set) var families: [String: (kind: MetricDefinition.Kind, series: Int)] = [:]
  private(set) var help: [String: String] = [:]
  /// Series refused because of their number or a kind that contradicts the metric's.
  private(set) var dropped = 0

  init(bounds: [Double], seriesPerMetric: Int) {
    self.bounds = bounds
    self.seriesPerMetric = seriesPerMetric
  }

  mutating func describe(_ name: String, _ text: String) {
    help[name] = text
  }

  /// Whether the series may be used; it exists afterwards, at zero if it is new.
  mutating func register(_ key: MetricSeriesKey, _ kind: MetricDefinition.Kind) -> Bool {
    let family = families[key.name] ?? (kind, 0)
    guard family.kind == kind else { return drop() }
    if values[key] != nil { return true }
    guard family.series < seriesPerMetric else { return drop() }
    families[key.name] = (kind, family.series + 1)
    values[key] = zero(kind)
    return true
  }

  mutating func remove(_ key: MetricSeriesKey) {
    guard values.removeValue(forKey: key) != nil, let family = families[key.name] else { return }
    families[key.name] = family.series > 1 ? (family.kind, family.series - 1) : nil
  }

  mutating func reset(_ key: MetricSeriesKey) {
    guard let value = values[key] else { return }
    values[key] = zero(value.kind)
  }

  /// Counts up or moves a gauge; a counter never goes down.
  mutating func add(_ amount: Double, to key: MetricSeriesKey) {
    switch values[key] {
    case .counter(let value): values[key] = .counter(value + max(0, amount))
    case .gauge(let value): values[key] = .gauge(value + amount)
    case .histogram, nil: break
    }
  }

  /// Sets a gauge or counts an observation.
  mutating func record(_ amount: Double, in key: MetricSeriesKey) {
    switch values[key] {
    case .gauge: values[key] = .gauge(amount)
    case .histogram(var cells):
      cells.observe(amount)
      values[key] = .histogram(cells)
    case .counter, nil: break
    }
  }

  private mutating func drop() -> Bool {
    dropped += 1
    return false
  }

  private func zero(_ kind: MetricDefinition.Kind) -> MetricValue {
    switch kind {
    case .counter: .counter(0)
    case .gauge: .gauge(0)
    case .histogram: .histogram(Histogram(bounds: bounds))
    }
  }
}
