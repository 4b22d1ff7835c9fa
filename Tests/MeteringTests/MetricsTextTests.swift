import Metering
import Testing

struct MetricsTextTests {
  @Test("families are written in the order given, with help, type and escaped labels")
  func text() {
    let passes = MetricDefinition("passes_total", .counter, labels: ["a", "b"], "All \\ of\nthem")
    let time = MetricDefinition("time_seconds", .histogram, labels: ["a"], "How long")
    var histogram = Histogram(bounds: [0.5, 2])
    for value in [0.25, 1, 9] { histogram.observe(value) }
    let text = MetricsText([
      passes.family([MetricSample(["x", "say \"no\"\n\\"], 3), MetricSample(["y", ""], 0)]),
      time.family([MetricSample(["x"], histogram)]),
      MetricDefinition("level", .gauge, "Now").family(.infinity),
    ])
    #expect(
      text.text == #"""
        # HELP passes_total All \\ of\nthem
        # TYPE passes_total counter
        passes_total{a="x",b="say \"no\"\n\\"} 3
        passes_total{a="y",b=""} 0
        # HELP time_seconds How long
        # TYPE time_seconds histogram
        time_seconds_bucket{a="x",le="0.5"} 1
        time_seconds_bucket{a="x",le="2"} 2
        time_seconds_bucket{a="x",le="+Inf"} 3
        time_seconds_sum{a="x"} 10.25
        time_seconds_count{a="x"} 3
        # HELP level Now
        # TYPE level gauge
        level +Inf

        """#
    )
  }

  @Test("a quote under an accent is a quote, and a carriage return does not hide a line's end")
  func combined() {
    let metric = MetricDefinition("x_total", .counter, labels: ["a"], "X")
    let text = MetricsText([metric.family([MetricSample(["\"\u{301}\r\n\\\u{301}"], 1)])])
    #expect(text.text.hasSuffix("x_total{a=\"\\\"\u{301}\r\\n\\\\\u{301}\"} 1\n"))
  }

  @Test("a metric without series is announced all the same")
  func empty() {
    let text = MetricsText([MetricDefinition("x_total", .counter, labels: ["a"], "X").family([])])
    #expect(text.text == "# HELP x_total X\n# TYPE x_total counter\n")
  }
}
