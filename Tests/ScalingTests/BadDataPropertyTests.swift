import Forecast
import Scaling
import Testing
import Time

/// From samples to replicas: forecaster, floor and HPA together.
@Suite("Bad data and clocks, over 10,000 random cases each")
struct BadDataPropertyTests {
  private static let cases = 10_000
  private static let firstMinute = 30_000_000

  @Test("NaN, infinite, negative, stale and duplicate samples never lower the floor")
  func refused() {
    var generator = SplitMix64(seed: 11)
    for number in 0..<Self.cases {
      let clean = forecaster(loads(using: &generator))
      var dirty = clean
      for _ in 0..<4 { dirty.record(badSample(in: clean, using: &generator)) }
      // The same history makes the same floor; only another one needs to be asked.
      if dirty.ring == clean.ring && number % 50 != 0 { continue }
      let previous = Int.random(in: 3...20, using: &generator)
      let (before, after) = (floor(clean, previous: previous), floor(dirty, previous: previous))
      if (after ?? 0) < (before ?? 0) {
        Issue.record(
          "case \(number) of seed 11: \(String(describing: before)) falls to \(after ?? 0)"
        )
      }
    }
  }

  @Test("samples that come in another order make the same floor")
  func reordered() {
    var generator = SplitMix64(seed: 12)
    for number in 0..<Self.cases {
      let loads = loads(using: &generator)
      var samples = samples(loads)
      let tail = samples.count - 10
      samples[tail...].shuffle(using: &generator)
      var other = LoadForecaster(model: .recentMean)
      for sample in samples { other.record(sample) }
      let ordered = forecaster(loads)
      if other.ring == ordered.ring && number % 50 != 0 { continue }
      let expected = floor(ordered, previous: 8)
      if floor(other, previous: 8) != expected {
        Issue.record("case \(number) of seed 12: another floor than \(expected ?? 0)")
      }
    }
  }

  @Test(
    "a clock that jumps takes no replica before its data are ten minutes old, and then a tenth at most"
  )
  func clockJumps() {
    var generator = SplitMix64(seed: 13)
    var forecaster = forecaster(loads(using: &generator))
    var forecast = forecast(forecaster)
    for number in 0..<Self.cases {
      if number % 50 == 0 {
        forecaster = self.forecaster(loads(using: &generator))
        forecast = self.forecast(forecaster)
      }
      let previous = Int.random(in: 3...20, using: &generator)
      let jump = Int.random(in: -200_000...200_000, using: &generator)
      guard let steady = floor(forecaster, forecast, previous: previous),
        let jumped = floor(forecaster, forecast, previous: previous, jump: .seconds(jump))
      else {
        Issue.record("case \(number) of seed 13: no floor")
        continue
      }
      let isHeld = jump < -60 || (61...540).contains(jump)
      let least = isHeld ? previous : min(steady, previous - max(1, previous / 10))
      if jumped < max(3, least) {
        Issue.record(
          "case \(number) of seed 13: a jump of \(jump) s takes \(previous) to \(jumped)"
        )
      }
    }
  }

  @Test("an outage of the metrics never takes the replicas to zero, nor below minReplicas")
  func outage() {
    var generator = SplitMix64(seed: 14)
    for number in 0..<Self.cases {
      let least = Int.random(in: 1...5, using: &generator)
      let bounds = ReplicaBounds(min: least, max: least + Int.random(in: 0...30, using: &generator))
      var replicas = bounds.clamp(Int.random(in: 1...30, using: &generator))
      var hpa = HorizontalPodAutoscalerModel()
      var evidence = Scenario.steady
      evidence.bounds = bounds
      evidence.previous = Scenario.previous(replicas, changed: .zero)
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        evidence.now = evidence.now + .seconds(Int.random(in: 15...900, using: &generator))
        let decision = FloorPolicy.decide(evidence)
        evidence.previous = decision.record
        let floor = max(bounds.min, decision.enforcedFloor ?? bounds.min)
        replicas =
          hpa.sync(
            HPATestKit.spec(
              min: floor,
              max: bounds.max,
              [HPATestKit.cpu(70)],
              behavior: .apiDefault
            ),
            currentReplicas: replicas,
            readings: [.failed],
            now: evidence.now
          ).desiredReplicas
        if replicas < max(1, bounds.min) {
          Issue.record("case \(number) of seed 14: \(replicas) replicas under \(bounds)")
        }
      }
    }
  }

  private func loads(using generator: inout SplitMix64) -> [Double] {
    (0..<Int.random(in: 70...80, using: &generator)).map { _ in
      Double.random(in: 0...900, using: &generator)
    }
  }

  private func samples(_ loads: [Double]) -> [LoadSample] {
    loads.enumerated().map {
      LoadSample(minute: Self.firstMinute + $0.offset, requestsPerSecond: $0.element)
    }
  }

  private func forecaster(_ loads: [Double]) -> LoadForecaster {
    var forecaster = LoadForecaster(model: .recentMean)
    for sample in samples(loads) { forecaster.record(sample) }
    return forecaster
  }

  private func badSample(
    in forecaster: LoadForecaster,
    using generator: inout SplitMix64
  ) -> LoadSample {
    let latest = forecaster.ring.latest ?? 0
    let minute = latest + Int.random(in: -3...3, using: &generator)
    switch Int.random(in: 0..<5, using: &generator) {
    case 0: return LoadSample(minute: minute, requestsPerSecond: .nan)
    case 1: return LoadSample(minute: minute, requestsPerSecond: .infinity)
    case 2: return LoadSample(minute: minute, requestsPerSecond: -5)
    case 3: return LoadSample(minute: min(latest, minute), requestsPerSecond: 0)
    default: return LoadSample(minute: latest - 30_000, requestsPerSecond: 0)
    }
  }

  private func forecast(
    _ forecaster: LoadForecaster
  ) -> Result<LoadForecast, ForecastUnavailable> {
    Result { () throws(ForecastUnavailable) in try forecaster.forecast(quantile: 0.95, ahead: 5) }
  }

  private func floor(_ forecaster: LoadForecaster, previous: Int) -> Int? {
    floor(forecaster, forecast(forecaster), previous: previous)
  }

  private func floor(
    _ forecaster: LoadForecaster,
    _ forecast: Result<LoadForecast, ForecastUnavailable>,
    previous: Int,
    jump: Duration = .zero
  ) -> Int? {
    let heard = Timestamp(epochSeconds: Int64((forecaster.ring.latest ?? 0) + 1) * 60)
    var evidence = Scenario.steady
    evidence.now = heard + .seconds(60) + jump
    evidence.lastHeard = heard
    evidence.forecast = forecast
    evidence.peakLoad = forecaster.peakLoad
    evidence.previous = FloorRecord(floor: previous, changedAt: evidence.now - .seconds(600))
    return FloorPolicy.decide(evidence).floor
  }
}
