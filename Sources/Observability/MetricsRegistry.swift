import Metering
package import Metrics
import Synchronization

/// Keeps what swift-metrics is told and shows it as Prometheus text.
///
/// Each metric has a bounded number of series; a further one is counted in `metrics_dropped_series_total` and otherwise
/// ignored. Names are kept as given, so a timer's ends in `_seconds` and a counter's in `_total`.
package final class MetricsRegistry: MetricsFactory {
  /// Seconds: from a fast reconcile to the longest API call.
  package static let durationBounds: [Double] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
  ]

  private let state: Mutex<MetricsRegistryState>

  /// `seriesPerMetric` holds 500 services with four states each.
  package init(bounds: [Double] = durationBounds, seriesPerMetric: Int = 2_000) {
    let state = MetricsRegistryState(bounds: bounds.sorted(), seriesPerMetric: seriesPerMetric)
    self.state = Mutex(state)
  }

  /// Says what a metric means.
  package func describe(_ name: String, _ help: String) {
    state.withLock { $0.describe(MetricSeriesKey.sanitized(name, allowing: ":"), help) }
  }

  /// Everything counted so far, in Prometheus text format.
  package var exposition: String {
    let copy = state.withLock { $0 }
    return copy.exposition
  }

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter) ?? NOOPMetricsHandler.instance
  }

  package func makeFloatingPointCounter(
    label: String,
    dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter) ?? NOOPMetricsHandler.instance
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge) ?? NOOPMetricsHandler.instance
  }

  package func makeRecorder(
    label: String,
    dimensions: [(String, String)],
    aggregate: Bool
  ) -> any RecorderHandler {
    series(label, dimensions, aggregate ? .histogram : .gauge) ?? NOOPMetricsHandler.instance
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram) ?? NOOPMetricsHandler.instance
  }

  package func destroyCounter(_ handler: any CounterHandler) { remove(handler) }
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
    remove(handler)
  }
  package func destroyMeter(_ handler: any MeterHandler) { remove(handler) }
  package func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }
  package func destroyTimer(_ handler: any TimerHandler) { remove(handler) }

  func update(_ change: (inout MetricsRegistryState) -> Void) {
    state.withLock { change(&$0) }
  }

  private func series(
    _ label: String,
    _ dimensions: [(String, String)],
    _ kind: MetricDefinition.Kind
  ) -> MetricSeries? {
    let key = MetricSeriesKey(label: label, dimensions: dimensions)
    let isAccepted = state.withLock { $0.register(key, kind) }
    return isAccepted ? MetricSeries(key, in: self) : nil
  }

  private func remove(_ handler: AnyObject) {
    guard let series = handler as? MetricSeries else { return }
    state.withLock { $0.remove(series.key) }
  }
}
