import Forecast
import Scaling
import Testing
import Time

@Suite("The floor, over 10,000 random cases each")
struct FloorPropertyTests {
  private static let cases = 10_000

  @Test("lies between the user's bounds whenever there is one")
  func bounded() {
    var generator = SplitMix64(seed: 1)
    for number in 0..<Self.cases {
      let evidence = randomEvidence(using: &generator)
      guard let floor = FloorPolicy.decide(evidence).floor else { continue }
      if floor < evidence.bounds.min || floor > evidence.bounds.max {
        Issue.record("case \(number) of seed 1: floor \(floor) outside \(evidence.bounds)")
      }
    }
  }

  @Test("never falls because a forecast is higher")
  func monotone() {
    var generator = SplitMix64(seed: 2)
    for number in 0..<Self.cases {
      var evidence = randomEvidence(using: &generator)
      let load = Double.random(in: 0...2_000, using: &generator)
      let near = Double.random(in: 0...2_000, using: &generator)
      evidence.forecast = Scenario.forecast(load, near: near)
      let lower = FloorPolicy.decide(evidence).floor ?? 0
      let more = Double.random(in: 0...500, using: &generator)
      evidence.forecast = Scenario.forecast(load + more, near: near + more / 2)
      let higher = FloorPolicy.decide(evidence).floor ?? 0
      if higher < lower {
        Issue.record("case \(number) of seed 2: \(load) gives \(lower), \(load + more) \(higher)")
      }
    }
  }

  @Test("never falls by one decision further than a ramp allows, whatever data and clocks do")
  func ramped() {
    var generator = SplitMix64(seed: 3)
    for number in 0..<Self.cases {
      let evidence = randomEvidence(using: &generator)
      guard evidence.mode != .off, let previous = evidence.previous else { continue }
      let allowed = max(1, Int(Double(previous.floor) * FloorRamp.largestStep))
      let least = evidence.bounds.clamp(previous.floor - allowed)
      let floor = FloorPolicy.decide(evidence).floor ?? 0
      if floor < least {
        Issue.record("case \(number) of seed 3: \(previous.floor) falls to \(floor)")
      }
    }
  }

  @Test(
    "never falls because a forecast is no number, or data are up to ten minutes old or from the future"
  )
  func held() {
    var generator = SplitMix64(seed: 4)
    for number in 0..<Self.cases {
      var evidence = randomEvidence(using: &generator)
      guard evidence.mode != .off, let previous = evidence.previous else { continue }
      if evidence.capacity == nil {
        evidence.capacity = ReplicaCapacity(requestsPerSecond: 50, source: .declared)
      }
      if Bool.random(using: &generator) {
        evidence.lastHeard = evidence.now
        evidence.forecast = Scenario.forecast(
          [.nan, .infinity, -.infinity, -1].randomElement(using: &generator) ?? .nan
        )
      } else {
        let age = Int.random(in: 121...600, using: &generator)
        evidence.lastHeard = evidence.now - .seconds(Bool.random(using: &generator) ? age : -age)
      }
      let floor = FloorPolicy.decide(evidence).floor ?? 0
      if floor < evidence.bounds.clamp(previous.floor) {
        Issue.record("case \(number) of seed 4: \(previous.floor) falls to \(floor)")
      }
    }
  }

  @Test(
    "never reaches zero in a metrics outage of a day, and falls at most a tenth every five minutes"
  )
  func outage() {
    var generator = SplitMix64(seed: 5)
    for _ in 0..<20 {
      var evidence = Scenario.steady
      let start = Int.random(in: 3...20, using: &generator)
      var record = Scenario.previous(start, changed: .zero)
      for _ in 0..<1_440 {
        evidence.now = evidence.now + .seconds(60)
        evidence.previous = record
        guard let next = FloorPolicy.decide(evidence).record else {
          Issue.record("the floor vanished")
          return
        }
        #expect(next.floor >= max(3, record.floor - max(1, record.floor / 10)))
        #expect(next.floor >= record.floor || next.changedAt - record.changedAt >= .seconds(300))
        record = next
      }
      #expect(record.floor == 3)
    }
  }

  private func randomEvidence(using generator: inout SplitMix64) -> FloorEvidence {
    var evidence = Scenario.steady
    let least = Int.random(in: 1...10, using: &generator)
    evidence.mode = [.off, .observe, .enforce].randomElement(using: &generator) ?? .off
    evidence.bounds = ReplicaBounds(
      min: least,
      max: least + Int.random(in: 0...40, using: &generator)
    )
    evidence.lastHeard = Scenario.now - .seconds(Int.random(in: -300...900, using: &generator))
    evidence.forecast = randomForecast(using: &generator)
    evidence.peakLoad = [nil, .nan, 0, 300, 1e9].randomElement(using: &generator) ?? nil
    evidence.capacity =
      [
        nil, ReplicaCapacity(requestsPerSecond: 50, source: .declared),
        ReplicaCapacity(requestsPerSecond: 0.01, source: .measured(over: .seconds(60))),
      ].randomElement(using: &generator) ?? nil
    if Bool.random(using: &generator) {
      evidence.previous = Scenario.previous(
        Int.random(in: 1...50, using: &generator),
        changed: .seconds(Int.random(in: -600...1_200, using: &generator))
      )
    }
    return evidence
  }

  private func randomForecast(
    using generator: inout SplitMix64
  ) -> Result<LoadForecast, ForecastUnavailable> {
    switch Int.random(in: 0...9, using: &generator) {
    case 0: .failure(.nothingRecent)
    case 1: Scenario.forecast([.nan, .infinity, -3].randomElement(using: &generator) ?? .nan)
    case 2: Scenario.forecast(1e300, near: 1e300)
    default:
      Scenario.forecast(
        Double.random(in: 0...3_000, using: &generator),
        near: Double.random(in: 0...3_000, using: &generator)
      )
    }
  }
}

/// The largest share of a floor that one decision may take away.
private enum FloorRamp {
  static let largestStep = 0.2
}
