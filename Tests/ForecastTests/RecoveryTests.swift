import Forecast
import Testing

/// What happens to a load that was predictable.
enum Upset: String, CaseIterable, Sendable {
  case gap, spike, levelShift, shiftedDay

  /// The load of a minute after the upset, which comes at `event`; `nil` while nothing is known.
  func alter(_ minute: Int, _ load: Double, event: Int, day: SyntheticLoad) -> Double? {
    guard minute >= event else { return load }
    switch self {
    case .gap: return minute < event + 30 ? nil : load
    case .spike: return minute < event + 10 ? 10 * load : load
    case .levelShift: return 0.3 * load
    case .shiftedDay: return load - day.expected(minute) + day.expected(minute + 60)
    }
  }
}

@Suite("After an upset")
struct RecoveryTests {
  private let day = SyntheticLoad.day

  @Test(
    "the error is back at or below that of assuming no change within a day",
    arguments: Upset.allCases
  )
  func recovery(upset: Upset) throws {
    let synthetic = SyntheticLoad(seed: 3)
    let event = 6 * day + 9 * 60
    let samples = synthetic.samples(minutes: 8 * day + 9 * 60) {
      upset.alter($0, $1, event: event, day: synthetic)
    }
    let first = samples.prefix { $0.minute < SyntheticLoad.start + 4 * day }.count
    var forecaster = LoadForecaster.backfilled(samples.prefix(first))
    var points: [Int: (point: Double, persistence: Double)] = [:]
    var (error, persistence) = (0.0, 0.0)
    for sample in samples.dropFirst(first) {
      forecaster.live(sample)
      let minute = sample.minute - SyntheticLoad.start
      if minute >= event + day, let said = points[minute] {
        error += abs(said.point - sample.requestsPerSecond)
        persistence += abs(said.persistence - sample.requestsPerSecond)
      }
      if let band = try? forecaster.answer(ahead: 15).band {
        points[minute + 15] = (band.point, sample.requestsPerSecond)
        #expect(band.quantiles.all.allSatisfy { $0.isFinite && $0 >= 0 })
      }
    }
    #expect(error <= persistence)
  }

  @Test("a spike is not believed to stay: ten minutes later the P99 is below it")
  func spike() throws {
    let samples = SyntheticLoad().samples(minutes: 4 * day) { minute, load in
      (4 * day - 60..<4 * day - 50).contains(minute) ? 10 * load : load
    }
    var forecaster = LoadForecaster.backfilled(samples.prefix(4 * day - 200))
    for sample in samples.dropFirst(4 * day - 200) { forecaster.live(sample) }
    let band = try forecaster.answer(ahead: 15).band
    #expect(band.quantiles.p99 < 500)
    #expect(band.point < 200)
  }
}
