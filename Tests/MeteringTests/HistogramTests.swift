import Metering
import Testing

struct HistogramTests {
  @Test(
    "an observation counts in the first bucket whose bound it does not exceed",
    arguments: [
      (-1.0, [1, 0, 0, 0]), (0.1, [1, 0, 0, 0]), (0.100001, [0, 1, 0, 0]), (1, [0, 1, 0, 0]),
      (2.5, [0, 0, 1, 0]), (3, [0, 0, 1, 0]), (3.1, [0, 0, 0, 1]), (1e9, [0, 0, 0, 1]),
    ] as [(Double, [Int])]
  )
  func buckets(value: Double, counts: [Int]) {
    var histogram = Histogram(bounds: [0.1, 1, 3])
    histogram.observe(value)
    #expect(histogram.counts == counts)
    #expect(histogram.sum == value)
  }

  @Test("what is not a number leaves counts and sum as they are")
  func notANumber() {
    var histogram = Histogram(bounds: [1])
    for value in [Double.nan, .infinity, -.infinity] { histogram.observe(value) }
    #expect(histogram == Histogram(bounds: [1]))
  }

  @Test("the queue's bounds are those that Go multiplies up, rounding included")
  func queueBounds() {
    #expect(
      Histogram.queueBounds.map { "\($0)" } == [
        "1e-08", "1e-07", "1e-06", "9.999999999999999e-06", "9.999999999999999e-05",
        "0.001", "0.01", "0.1", "1.0", "10.0", "100.0", "1000.0",
      ]
    )
  }

  @Test(
    "bounds rise",
    arguments: [Histogram.queueBounds, Histogram.reconcileBounds, Histogram.requestBounds]
  )
  func rising(bounds: [Double]) {
    #expect(zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 })
  }
}
