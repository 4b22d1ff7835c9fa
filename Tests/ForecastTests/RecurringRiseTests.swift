import Forecast
import Testing

@Suite("A rise at the same minute of many days")
struct RecurringRiseTests {
  private let day = SyntheticLoad.day
  private let nine = 9 * 60
  private let job = 150.0

  /// What Auto says at five to nine of the sixteenth day about nine, when a job of half an hour ran at nine on the given days before.
  private func forecast(jobOn days: [Int]) throws -> (expected: Double, band: ForecastBand) {
    let today = 15 * day
    let samples = SyntheticLoad().samples(minutes: today + nine - 4) { minute, load in
      let runs = days.contains(minute / day) && (nine..<nine + 30).contains(minute % day)
      return runs ? load + job : load
    }
    var forecaster = LoadForecaster(model: .auto, isGated: false)
    forecaster.backfill(samples)
    while forecaster.isTraining { forecaster.train() }
    let answer = try forecaster.answer(ahead: 5)
    #expect(answer.answering == .auto)
    return (SyntheticLoad().expected(today + nine), answer.band)
  }

  @Test(
    "is in the upper quantiles before it comes, and not in the median",
    arguments: [Array(0..<15), [8, 10, 12, 14], [1, 8]]
  )
  func foreseen(days: [Int]) throws {
    let (expected, band) = try forecast(jobOn: days)
    #expect(band.quantiles.p90 > expected + 0.8 * job)
    #expect(band.quantiles.all == band.quantiles.all.sorted())
    if days.count < 7 { #expect(band.quantiles.p50 < expected + 0.5 * job) }
  }

  @Test(
    "is no habit on fewer than half of the last seven days, nor long ago",
    arguments: [[], [14], [10, 12, 14], [0, 1, 2, 3, 4, 5, 6, 7]]
  )
  func unexpected(days: [Int]) throws {
    let (expected, band) = try forecast(jobOn: days)
    #expect(band.quantiles.p90 < expected + 0.5 * job)
  }
}
