import Forecast
import Testing

@Suite("An idle service")
struct IdleTests {
  private let day = SyntheticLoad.day

  @Test("that sleeps for two days is covered again within hours of the morning")
  func morning() throws {
    let samples = SyntheticLoad().samples(minutes: 6 * day) { minute, load in
      (3 * day..<5 * day).contains(minute) ? 0 : load
    }
    var forecaster = LoadForecaster.backfilled(samples.prefix(2 * day))
    var bands: [Int: ForecastBand] = [:]
    var covered = 0
    for sample in samples.dropFirst(2 * day) {
      forecaster.live(sample)
      let minute = sample.minute - SyntheticLoad.start
      if minute >= 5 * day + 6 * 60, let band = bands[minute] {
        covered += sample.requestsPerSecond <= band.quantiles.p95 ? 1 : 0
      }
      bands[minute + 15] = try? forecaster.answer(ahead: 15).band
    }
    #expect(Double(covered) / Double(18 * 60) > 0.9)
  }

  @Test("without a request for days keeps its gate open: nothing was said wrongly")
  func silent() throws {
    let silence = (0..<3 * day).map {
      LoadSample(minute: SyntheticLoad.start + $0, requestsPerSecond: 0)
    }
    var forecaster = LoadForecaster.backfilled(silence.prefix(2 * day))
    for sample in silence.dropFirst(2 * day).prefix(200) { forecaster.live(sample) }
    #expect(forecaster.gate == .open)
    #expect(try forecaster.answer(ahead: 15).band.quantiles.p99 == 0)
  }

  @Test("with a request a minute may get a few: the P95 is above its mean")
  func rare() throws {
    let steady = (0..<2 * day + 100).map {
      LoadSample(minute: SyntheticLoad.start + $0, requestsPerSecond: 1.0 / 60)
    }
    var forecaster = LoadForecaster.backfilled(steady.prefix(2 * day))
    for sample in steady.suffix(100) { forecaster.live(sample) }
    #expect(try forecaster.answer(ahead: 15).band.quantiles.p95 >= 2.0 / 60 - 1e-6)
  }
}
