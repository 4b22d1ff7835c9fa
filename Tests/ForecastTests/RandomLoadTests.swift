import Forecast
import Testing

@Suite("The forecaster under random abuse")
struct RandomLoadTests {
  private static let trained: LoadForecaster = {
    let samples = SyntheticLoad().samples(minutes: 3 * SyntheticLoad.day)
    var forecaster = LoadForecaster.backfilled(samples.prefix(3 * SyntheticLoad.day - 90))
    for sample in samples.suffix(90) { forecaster.live(sample) }
    return forecaster
  }()

  private func junk(_ generator: inout SplitMix64) -> Double {
    [
      .nan, .infinity, -.infinity, -1, 0, 1e-300, 1e9, 1e12, 1e300,
      Double.random(in: 0...1_000, using: &generator),
    ].randomElement(using: &generator) ?? 0
  }

  /// The next minute, an old one, the same again, or a clock that jumps.
  private func minute(after latest: Int, _ generator: inout SplitMix64) -> Int {
    switch Int.random(in: 0..<20, using: &generator) {
    case 0: latest
    case 1: latest - Int.random(in: 0...20_000, using: &generator)
    case 2: latest + Int.random(in: 0...3_000, using: &generator)
    case 3: [Int.min, Int.max, -1, 0, 1 << 40].randomElement(using: &generator) ?? 0
    default: latest + 1
    }
  }

  @Test("never crashes and never says a negative number or none, in 10,000 random cases")
  func abuse() {
    var generator = SplitMix64(seed: 77)
    for seed in 0..<10_000 {
      var forecaster = seed.isMultiple(of: 4) ? LoadForecaster(model: .auto) : Self.trained
      for _ in 0..<8 {
        let latest = forecaster.ring.latest ?? SyntheticLoad.start
        let minute = minute(after: latest, &generator)
        if Int.random(in: 0..<10, using: &generator) == 0 {
          forecaster.markOutage(minute: minute)
        } else {
          forecaster.record(LoadSample(minute: minute, requestsPerSecond: junk(&generator)))
        }
      }
      guard let answer = try? forecaster.answer(ahead: Int.random(in: -5...40, using: &generator))
      else { continue }
      let numbers = answer.band.quantiles.all + [answer.band.point]
      #expect(numbers.allSatisfy { $0.isFinite && $0 >= 0 }, "case \(seed)")
    }
  }

  @Test(
    "answers sanely whatever a history repeats",
    arguments: [0, 7.5, 1e12],
    [1, 60]
  )
  func repetition(load: Double, period: Int) throws {
    let start = SyntheticLoad.start
    let samples = (0..<3 * SyntheticLoad.day + 90).map { minute in
      let isHigh = minute % period == 0
      return LoadSample(minute: start + minute, requestsPerSecond: isHigh ? load : load / 2)
    }
    var forecaster = LoadForecaster.backfilled(samples.prefix(3 * SyntheticLoad.day))
    for sample in samples.suffix(90) { forecaster.live(sample) }
    for band in try forecaster.bands() {
      #expect(band.point >= load / 2 * 0.8 && band.point <= load * 1.2)
      #expect(band.quantiles.all.allSatisfy { $0.isFinite && $0 <= 3 * load + 1 })
    }
  }

  @Test("trains through what is left of a history full of holes and outages", arguments: 0..<6)
  func holes(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    var forecaster = LoadForecaster(model: .auto)
    let samples = SyntheticLoad(seed: seed).samples(minutes: 2 * SyntheticLoad.day + 300)
    var skipping = 0
    for sample in samples {
      if Int.random(in: 0..<200, using: &generator) == 0 {
        skipping = Int.random(in: 1...90, using: &generator)
      }
      skipping -= 1
      if skipping > 0 {
        if seed.isMultiple(of: 2) { forecaster.markOutage(minute: sample.minute) }
      } else {
        forecaster.live(sample)
      }
      guard let band = try? forecaster.answer(ahead: 15).band else { continue }
      #expect(band.point.isFinite && band.point >= 0 && band.point < 1_000)
    }
  }
}
