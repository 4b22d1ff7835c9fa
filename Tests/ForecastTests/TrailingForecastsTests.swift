import Forecast
import Testing

@Suite("Trailing forecasts")
struct TrailingForecastsTests {
  /// Issues and judges `count` forecasts; every load is 100.
  private func judged(
    _ count: Int,
    point: Double,
    persistence: Double,
    upper: (Int) -> Double? = { _ in nil }
  ) -> TrailingForecasts {
    var trailing = TrailingForecasts()
    for minute in 0..<count {
      trailing.issue(
        for: minute,
        point: point,
        upper: upper(minute),
        persistence: persistence
      )
      trailing.observe(100, at: minute)
    }
    return trailing
  }

  @Test("prove nothing before an hour of them came due")
  func unproven() {
    #expect(judged(59, point: 100, persistence: 0).gate == .closed(.unproven(judged: 59)))
    #expect(judged(60, point: 100, persistence: 0).gate == .open)
  }

  @Test("close the gate when assuming no change was closer")
  func worse() {
    #expect(judged(60, point: 90, persistence: 95).gate == .closed(.worseThanPersistence))
    #expect(judged(60, point: 95, persistence: 95).gate == .open)
  }

  @Test(
    "close the gate when the P95 covers too few minutes or too many",
    arguments: [
      (88, TrustGate.closed(.coverage(0.88))), (90, .open), (99, .open),
      (100, .closed(.coverage(1))),
    ]
  )
  func coverage(covered: Int, gate: TrustGate) {
    let trailing = judged(100, point: 100, persistence: 0) { $0 < covered ? 101 : 99 }
    #expect(trailing.gate == gate)
  }

  @Test("are judged in their own minute only")
  func ownMinute() {
    var trailing = TrailingForecasts()
    trailing.issue(for: 5, point: 1, upper: nil, persistence: 1)
    trailing.issue(for: 7, point: 2, upper: nil, persistence: 1)
    trailing.observe(10, at: 6)
    #expect(trailing.errors.count == 0)
    trailing.observe(10, at: 7)
    #expect(trailing.errors.errors == [8])
  }

  @Test("are forgotten after a day")
  func bounded() {
    let trailing = judged(TrailingForecasts.capacity + 500, point: 90, persistence: 0)
    #expect(trailing.errors.count == TrailingForecasts.capacity)
  }

  @Test(
    "say why they are not trusted",
    arguments: [
      (TrustGate.Doubt.untrained(trees: 3), "the model is still being trained (3 trees so far)"),
      (.unproven(judged: 12), "only 12 of its forecasts could be judged yet, 60 are needed"),
      (
        .worseThanPersistence,
        "over the last day its error was larger than that of assuming no change"
      ),
      (.coverage(0.88), "88 % of the last day's minutes were under its P95, not 90 to 99 %"),
    ]
  )
  func doubts(doubt: TrustGate.Doubt, text: String) {
    #expect("\(doubt)" == text)
  }
}
