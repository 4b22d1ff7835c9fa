import Metering

/// Metrics by name, series by labels, so that two equal registries print equal bytes.
extension MetricsRegistryState {
  /// Always exposed, so that its absence means an old build and not a good one.
  private static let droppedSeries = MetricDefinition(
    "metrics_dropped_series_total",
    .counter,
    "Series refused because of their number or a kind that contradicts the metric's."
  )

  var exposition: String {
    var writer = MetricsText()
    var previous = ""
    for (key, value) in values.sorted(by: { $0.key < $1.key }) {
      if key.name != previous {
        writer.announce(key.name, value.kind, help: help[key.name])
        previous = key.name
      }
      let labels: [MetricsText.Label] = key.labels.map { ($0.name, $0.value) }
      switch value {
      case .counter(let number), .gauge(let number): writer.write(key.name, labels, number)
      case .histogram(let histogram): writer.write(key.name, labels, histogram)
      }
    }
    return writer.text + MetricsText([Self.droppedSeries.family(Double(dropped))]).text
  }
}
