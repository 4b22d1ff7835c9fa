import Forecast
import Testing

@Suite("The recent mean")
struct RecentMeanTests {
  private func series(_ values: [Double]) -> LoadSeries {
    LoadSeries(firstMinute: 0, values: values)
  }

  @Test("needs an hour of data", arguments: [(59, false), (60, true)])
  func coldStart(minutes: Int, isAvailable: Bool) {
    let model = RecentMean(series(Array(repeating: 5, count: minutes)))
    #expect((model != nil) == isAvailable)
  }

  @Test("needs a known minute among the last fifteen")
  func nothingRecent() {
    let silent = Array(repeating: Double.nan, count: 15)
    #expect(RecentMean(series(Array(repeating: 5, count: 100) + silent)) == nil)
  }

  @Test("averages the known of the last fifteen minutes")
  func mean() {
    let values = Array(repeating: 100.0, count: 60) + (1...14).map(Double.init) + [.nan]
    #expect(RecentMean(series(values))?.mean == 7.5)
  }

  @Test("measures its errors as what came minus what it would have said")
  func errors() throws {
    let ramp = (0..<120).map(Double.init)
    let model = try #require(RecentMean(series(ramp)))
    let errors = model.errors(ahead: 10)
    #expect(errors.errors.last == 17)
    #expect(errors.quantile(0.5) == 17)
    #expect(model.quantile(0.5, ahead: 10) == model.mean + 17)
  }

  @Test("is exceeded about as often as the quantile says", arguments: [0.5, 0.9, 0.95, 0.99])
  func coverage(level: Double) throws {
    var generator = SplitMix64(seed: 21)
    let load = (0..<4_000).map { _ in 100 + Double.random(in: -30...30, using: &generator) }
    var covered = 0
    let ends = stride(from: 1_600, to: 3_980, by: 40)
    for end in ends {
      let model = try #require(RecentMean(series(Array(load[..<end]))))
      let upper = try #require(model.quantile(level, ahead: 15))
      covered += load[end - 1 + 15] <= upper ? 1 : 0
    }
    let judged = Double(ends.underestimatedCount)
    let chance = (level * (1 - level) / judged).squareRoot()
    #expect(abs(Double(covered) / judged - level) < 3 * chance)
  }

  @Test("never promises less than chance alone brings")
  func poissonFloor() throws {
    let quiet = try #require(RecentMean(series(Array(repeating: 1.0 / 60, count: 200))))
    #expect(quiet.errors(ahead: 5).quantile(0.95) == 0)
    #expect(quiet.quantile(0.95, ahead: 5) == 3.0 / 60)
    #expect(quiet.quantile(0.5, ahead: 5) == quiet.mean)
  }

  @Test("is never negative")
  func nonNegative() throws {
    let falling = (0..<90).map { Double(max(0, 80 - $0)) }
    let model = try #require(RecentMean(series(falling)))
    #expect(model.quantile(0.01, ahead: 15) == 0)
  }
}

@Suite("Quantiles")
struct QuantileTests {
  @Test(
    "of errors are interpolated",
    arguments: [(0.0, 0.0), (0.5, 10), (0.75, 15), (1, 20), (-1, 0), (7, 20)]
  )
  func interpolated(level: Double, error: Double) {
    #expect(ErrorQuantiles([20, .nan, 0, .infinity, 10]).quantile(level) == error)
  }

  @Test("of random errors are those of the sorted list")
  func sorted() {
    var generator = SplitMix64(seed: 6)
    for count in 1...60 {
      let errors = (0..<count).map { _ in Double(Int.random(in: -9...9, using: &generator)) }
      let quantiles = ErrorQuantiles(errors)
      for (rank, error) in errors.sorted().enumerated() {
        let level = count == 1 ? 0 : Double(rank) / Double(count - 1)
        #expect(abs((quantiles.quantile(level) ?? .nan) - error) < 1e-9)
      }
    }
  }

  @Test("of no errors are unknown")
  func unknown() {
    #expect(ErrorQuantiles([.nan]).quantile(0.5) == nil)
  }

  @Test(
    "of a Poisson count are those of the tables",
    arguments: [
      (1.0, 0.95, 3), (1, 0.99, 4), (0.1, 0.9, 0), (0.1, 0.95, 1), (10, 0.5, 10), (10, 0.95, 15),
      (100, 0.99, 124), (1_000, 0.95, 1_052),
    ]
  )
  func poisson(mean: Double, level: Double, count: Int) {
    #expect(abs(PoissonQuantile.rate(mean: mean / 60, level: level) * 60 - Double(count)) < 1e-9)
  }

  @Test("of a load in the tens of thousands are the load: chance no longer counts")
  func largeLoad() {
    #expect(PoissonQuantile.rate(mean: 50_000, level: 0.95) == 50_000)
    #expect(PoissonQuantile.rate(mean: 0, level: 0.95) == 0)
  }
}
