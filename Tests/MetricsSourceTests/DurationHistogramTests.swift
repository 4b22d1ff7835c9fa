import MetricsSource
import Testing

@Suite("Histograms of durations")
struct DurationHistogramTests {
  private func histogram(_ buckets: [(Double, Double)], sum: Double = 0) -> DurationHistogram {
    DurationHistogram(
      buckets: buckets.map { DurationHistogram.Bucket(upTo: $0.0, count: $0.1) },
      sum: sum,
      count: buckets.map(\.1).max() ?? 0
    )
  }

  @Test(
    "a quantile is interpolated as histogram_quantile does",
    arguments: [
      (0.5, QuantileEstimate.seconds(0.1)), (0.25, .seconds(0.05)), (0.9, .seconds(0.2)),
      (0.95, .above(0.2)), (1, .above(0.2)), (0, .seconds(0)), (1.5, .unknown), (.nan, .unknown),
    ]
  )
  func quantile(quantile: Double, estimate: QuantileEstimate) {
    let durations = histogram([(.infinity, 100), (0.1, 50), (0.2, 90)])
    #expect(durations.quantile(quantile) == estimate)
  }

  @Test("70 % of the guide's distribution lie halfway into the second bucket")
  func interpolation() throws {
    let durations = histogram([(0.1, 50), (0.2, 90), (.infinity, 100)])
    guard case .seconds(let seconds) = durations.quantile(0.7) else {
      Issue.record("no estimate")
      return
    }
    #expect(abs(seconds - 0.15) < 1e-12)
  }

  @Test(
    "without observations, without +Inf or with one bucket nothing is known",
    arguments: [
      [], [(.infinity, 10)], [(0.1, 0), (.infinity, 0)], [(0.1, 5), (0.2, 10)],
    ] as [[(Double, Double)]]
  )
  func unknown(buckets: [(Double, Double)]) {
    #expect(histogram(buckets).quantile(0.5) == .unknown)
  }

  @Test("a dip between buckets is levelled and a bound below zero is its own answer")
  func oddBuckets() {
    #expect(histogram([(0.1, 10), (0.2, 8), (.infinity, 10)]).quantile(1) == .seconds(0.1))
    #expect(histogram([(-1, 10), (.infinity, 10)]).quantile(0.5) == .seconds(-1))
  }

  @Test("the mean needs requests and a finite sum")
  func mean() {
    #expect(histogram([(.infinity, 4)], sum: 2).mean == 0.5)
    #expect(histogram([]).mean == nil)
    #expect(histogram([(.infinity, 4)], sum: .nan).mean == nil)
  }

  @Test("series of other paths add up bound by bound")
  func merge() {
    let both = histogram([(0.1, 1), (.infinity, 2)]) + histogram([(0.1, 3), (.infinity, 5)])
    #expect(both.buckets.map(\.count) == [4, 7])
    #expect(both.count == 7)
    #expect(both.highestFiniteBound == 0.1)
    #expect(DurationHistogram.zero.highestFiniteBound == nil)
  }

  @Test("growth is bucket by bucket; a lower bucket or other bounds are a restart")
  func growth() {
    let before = histogram([(0.1, 1), (.infinity, 2)], sum: 1)
    let after = histogram([(0.1, 4), (.infinity, 9)], sum: 3)
    #expect(after.growth(since: before) == histogram([(0.1, 3), (.infinity, 7)], sum: 2))
    #expect(before.growth(since: after) == nil)
    #expect(after.growth(since: histogram([(0.2, 1), (.infinity, 2)])) == nil)
    #expect(after.growth(since: .zero) == after)
  }
}
