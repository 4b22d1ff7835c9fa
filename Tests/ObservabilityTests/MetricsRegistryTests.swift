import Metrics
import Observability
import Testing

@Suite("The registry of metrics")
struct MetricsRegistryTests {
  private let registry = MetricsRegistry(bounds: [0.1, 1])

  @Test("the exposition is sorted, escaped and typed")
  func exposition() {
    registry.describe("reconciles_total", "Passes over a key,\nby \\ outcome.")
    let second = Counter(
      label: "reconciles_total",
      dimensions: [("outcome", "say \"no\"\n\\"), ("kind", "b")],
      factory: registry
    )
    let first = Counter(
      label: "reconciles_total",
      dimensions: [("kind", "a"), ("outcome", "done")],
      factory: registry
    )
    second.increment(by: 3)
    first.increment()
    Meter(label: "queue depth", factory: registry).set(2.5)
    let timer = Metrics.Timer(
      label: "call_duration_seconds",
      dimensions: [("verb", "GET")],
      factory: registry
    )
    for milliseconds in [50, 100, 700, 5_000] { timer.recordMilliseconds(milliseconds) }
    #expect(
      registry.exposition == #"""
        # TYPE call_duration_seconds histogram
        call_duration_seconds_bucket{verb="GET",le="0.1"} 2
        call_duration_seconds_bucket{verb="GET",le="1"} 3
        call_duration_seconds_bucket{verb="GET",le="+Inf"} 4
        call_duration_seconds_sum{verb="GET"} 5.85
        call_duration_seconds_count{verb="GET"} 4
        # TYPE queue_depth gauge
        queue_depth 2.5
        # HELP reconciles_total Passes over a key,\nby \\ outcome.
        # TYPE reconciles_total counter
        reconciles_total{kind="a",outcome="done"} 1
        reconciles_total{kind="b",outcome="say \"no\"\n\\"} 3
        # HELP metrics_dropped_series_total Series refused because of their number or a kind that contradicts the metric's.
        # TYPE metrics_dropped_series_total counter
        metrics_dropped_series_total 0

        """#
    )
  }

  @Test("one name and the same labels in any order are one series")
  func sameSeries() {
    Counter(label: "c_total", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
    Counter(label: "c_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
    #expect(registry.exposition.contains("c_total{a=\"1\",b=\"2\"} 2\n"))
  }

  @Test("a metric beyond its number of series is counted as dropped and otherwise ignored")
  func cardinality() {
    let small = MetricsRegistry(bounds: [1], seriesPerMetric: 2)
    for pod in 0..<5 {
      Counter(label: "c_total", dimensions: [("pod", "\(pod)")], factory: small).increment()
    }
    Counter(label: "c_total", dimensions: [("pod", "1")], factory: small).increment()
    Counter(label: "other_total", factory: small).increment()
    #expect(
      small.exposition == """
        # TYPE c_total counter
        c_total{pod="0"} 1
        c_total{pod="1"} 2
        # TYPE other_total counter
        other_total 1
        # HELP metrics_dropped_series_total Series refused because of their number or a kind that contradicts the metric's.
        # TYPE metrics_dropped_series_total counter
        metrics_dropped_series_total 3

        """
    )
  }

  @Test("a destroyed series makes room for another")
  func destroy() {
    let small = MetricsRegistry(bounds: [1], seriesPerMetric: 1)
    let first = Counter(label: "c_total", dimensions: [("pod", "0")], factory: small)
    first.destroy()
    first.increment()
    Counter(label: "c_total", dimensions: [("pod", "1")], factory: small).increment()
    #expect(small.exposition.contains("c_total{pod=\"1\"} 1\n"))
    #expect(!small.exposition.contains("pod=\"0\""))
  }

  @Test("a name has one kind; what contradicts it is dropped")
  func kinds() {
    Counter(label: "x", factory: registry).increment()
    Gauge(label: "x", dimensions: [("a", "b")], factory: registry).record(7)
    #expect(registry.exposition.contains("# TYPE x counter\nx 1\n"))
    #expect(!registry.exposition.contains("7"))
    #expect(registry.exposition.contains("metrics_dropped_series_total 1\n"))
  }

  @Test(
    "a recorder that aggregates is a histogram, one that does not a gauge, and a reset starts anew"
  )
  func recorders() {
    Recorder(label: "size", factory: registry).record(0.5)
    Gauge(label: "now", factory: registry).record(4)
    Gauge(label: "now", factory: registry).record(3)
    let meter = Meter(label: "level", factory: registry)
    meter.set(10)
    meter.decrement(by: 2.5)
    let counter = FloatingPointCounter(label: "f_total", factory: registry)
    counter.increment(by: 1.5)
    counter.reset()
    counter.increment(by: 0.25)
    let text = registry.exposition
    #expect(text.contains("size_bucket{le=\"0.1\"} 0\nsize_bucket{le=\"1\"} 1\n"))
    #expect(text.contains("# TYPE now gauge\nnow 3\n"))
    #expect(text.contains("level 7.5\n"))
    #expect(text.contains("f_total 0.25\n"))
  }

  @Test("NaN never spoils a histogram; a gauge may say it")
  func notANumber() {
    Recorder(label: "size", factory: registry).record(Double.nan)
    Recorder(label: "size", factory: registry).record(2)
    Gauge(label: "ratio", factory: registry).record(Double.nan)
    Gauge(label: "bound", factory: registry).record(Double.infinity)
    #expect(registry.exposition.contains("size_sum 2\nsize_count 1\n"))
    #expect(registry.exposition.contains("ratio NaN\n"))
    #expect(registry.exposition.contains("bound +Inf\n"))
  }

  @Test(
    "names that Prometheus does not allow are made allowed",
    arguments: [
      ("swift.http-calls", "swift_http_calls"), ("a:b", "a:b"), ("1st", "_1st"), ("é", "_"),
      ("", "_"),
    ]
  )
  func names(label: String, name: String) {
    Counter(label: label, dimensions: [("a:b", "c")], factory: registry).increment()
    #expect(registry.exposition.contains("\(name){a_b=\"c\"} 1\n"))
  }

  @Test("increments from many tasks are all counted")
  func concurrency() async {
    let counter = Counter(label: "c_total", factory: registry)
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<500 { counter.increment() }
        }
      }
    }
    #expect(registry.exposition.contains("c_total 4000\n"))
  }
}
