import Forecast
import Scaling
import Testing
import Time

@Suite("The floor")
struct FloorPolicyTests {
  @Test(
    "is what the forecast needs at 85 % of each pod five minutes ahead, within what the user allows",
    arguments: [
      (load: 170.0, floor: 4, reason: FloorReason.forecast),
      (load: 170.1, floor: 5, reason: .forecast),
      (load: 85, floor: 3, reason: .minReplicas), (load: 0, floor: 3, reason: .minReplicas),
      (load: 850, floor: 20, reason: .forecast), (load: 1e300, floor: 20, reason: .maxReplicas),
    ]
  )
  func needed(load: Double, floor: Int, reason: FloorReason) {
    var evidence = Scenario.steady
    evidence.forecast = Scenario.forecast(load)
    let decision = FloorPolicy.decide(evidence)
    #expect(decision.floor == floor)
    #expect(decision.reason == reason)
    #expect(decision.record?.changedAt == Scenario.now)
  }

  @Test(
    "leaves more of each pod free the longer a new one takes: a lack lasts as long",
    arguments: [
      (lead: 3, floor: 10), (lead: 5, floor: 10), (lead: 10, floor: 11), (lead: 15, floor: 12),
    ]
  )
  func spare(lead: Int, floor: Int) {
    var evidence = Scenario.steady
    evidence.forecast = Scenario.forecast(425, lead: lead)
    #expect(FloorPolicy.decide(evidence).floor == floor)
  }

  @Test("never exceeds 1.5 times the most that 14 days needed, rounded up")
  func historicalPeak() {
    var evidence = Scenario.steady
    evidence.forecast = Scenario.forecast(900)
    evidence.peakLoad = 127.5
    #expect(FloorPolicy.decide(evidence).floor == 5)
    #expect(FloorPolicy.decide(evidence).reason == .historicalPeak)
  }

  @Test("rises at once, however recently it changed")
  func rises() {
    var evidence = Scenario.steady
    evidence.forecast = Scenario.forecast(900)
    evidence.previous = Scenario.previous(4, changed: .seconds(1))
    let decision = FloorPolicy.decide(evidence)
    #expect(decision.record == FloorRecord(floor: 20, changedAt: Scenario.now))
  }

  @Test(
    "falls at most a fifth, at least one replica, five minutes after the last change",
    arguments: [
      (previous: 20, ago: 299, floor: 20), (previous: 20, ago: 300, floor: 16),
      (previous: 9, ago: 300, floor: 8), (previous: 4, ago: 300, floor: 3),
      (previous: 20, ago: 86_400, floor: 16), (previous: 20, ago: -60, floor: 20),
    ]
  )
  func falls(previous: Int, ago: Int, floor: Int) {
    var evidence = Scenario.steady
    evidence.forecast = Scenario.forecast(0)
    evidence.previous = Scenario.previous(previous, changed: .seconds(ago))
    #expect(FloorPolicy.decide(evidence).floor == floor)
  }

  @Test("keeps the time of its last change while it stays")
  func unchanged() {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(6, changed: .seconds(4_000))
    #expect(FloorPolicy.decide(evidence).record == evidence.previous)
  }

  @Test("does not fall below what the next fifteen minutes need, nor rise for them")
  func nextFifteenMinutes() {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(10, changed: .seconds(600))
    evidence.forecast = Scenario.forecast(170, near: 380)
    #expect(FloorPolicy.decide(evidence).floor == 9)
    #expect(FloorPolicy.decide(evidence).reason == .nextFifteenMinutes)
    evidence.forecast = Scenario.forecast(170, near: 4_000)
    #expect(FloorPolicy.decide(evidence).floor == 10)
    evidence.forecast = Scenario.forecast(170, near: 170)
    #expect(FloorPolicy.decide(evidence).floor == 8)
    #expect(FloorPolicy.decide(evidence).reason == .rampingDown)
  }

  @Test(
    "is held by old data, and released by a tenth every five minutes when they are too old",
    arguments: [
      (age: 120, floor: 8, reason: FloorReason.rampingDown),
      (age: 121, floor: 10, reason: .staleData),
      (age: 600, floor: 10, reason: .staleData), (age: 601, floor: 9, reason: .releasing),
      (age: 1_000_000, floor: 9, reason: .releasing), (age: -1, floor: 10, reason: .staleData),
    ]
  )
  func staleness(age: Int, floor: Int, reason: FloorReason) {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(10, changed: .seconds(300))
    evidence.forecast = Scenario.forecast(0)
    evidence.lastHeard = Scenario.now - .seconds(age)
    #expect(FloorPolicy.decide(evidence).floor == floor)
    #expect(FloorPolicy.decide(evidence).reason == reason)
  }

  @Test("is not released faster than every five minutes")
  func releaseInterval() {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(10, changed: .seconds(299))
    evidence.lastHeard = Scenario.now - .seconds(5_000)
    #expect(FloorPolicy.decide(evidence).floor == 10)
  }

  @Test(
    "is held by a forecast that is no number",
    arguments: [Double.nan, .infinity, -.infinity, -1]
  )
  func implausible(load: Double) {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(10, changed: .seconds(600))
    for forecast in [Scenario.forecast(load), Scenario.forecast(0, near: load)] {
      evidence.forecast = forecast
      #expect(FloorPolicy.decide(evidence).floor == 10)
      #expect(FloorPolicy.decide(evidence).reason == .implausibleForecast)
    }
  }

  @Test("does not exist before the first forecast, and is held when forecasts stop")
  func noForecast() {
    var evidence = Scenario.steady
    evidence.forecast = .failure(.tooLittleHistory(minutes: 12))
    let cold = FloorPolicy.decide(evidence)
    #expect(cold.floor == nil)
    #expect(cold.enforcedFloor == nil)
    #expect(
      "\(cold.reason)"
        == "there is no forecast: the history has 12 minutes of load, 60 are needed"
    )
    evidence.previous = Scenario.previous(10, changed: .seconds(6_000))
    #expect(FloorPolicy.decide(evidence).enforcedFloor == 10)
  }

  @Test(
    "says in a sentence which rule decided",
    arguments: [
      (FloorReason.off, "forecasting is switched off"), (.forecast, "the forecast needs it"),
      (.minReplicas, "the forecast needs less than minReplicas"),
      (.maxReplicas, "the forecast needs more than maxReplicas"),
      (.historicalPeak, "the forecast needs more than 1.5 times the most of the last 14 days"),
      (.rampingDown, "the forecast needs less; a floor falls at most 20 % in 5 minutes"),
      (.nextFifteenMinutes, "the next 15 minutes still need it"),
      (
        .staleData,
        "the newest sample is over 2 minutes old or from the future, so the floor is held"
      ),
      (
        .releasing,
        "the newest sample is over 10 minutes old, so the floor is released by 10 % in 5 minutes"
      ),
      (
        .implausibleForecast,
        "the forecast is not a finite, non-negative number, so the floor is held"
      ),
      (.capacityUnproven, "what a replica can serve is measured for less than 24 hours"),
    ]
  )
  func sentences(reason: FloorReason, sentence: String) {
    #expect("\(reason)" == sentence)
  }

  @Test("obeys new bounds at once, even while it is held")
  func newBounds() {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(10, changed: .seconds(10))
    evidence.lastHeard = Scenario.now - .seconds(300)
    evidence.bounds = ReplicaBounds(min: 2, max: 6)
    #expect(FloorPolicy.decide(evidence).floor == 6)
    evidence.bounds = ReplicaBounds(min: 12, max: 30)
    #expect(FloorPolicy.decide(evidence).floor == 12)
  }

  @Test("is the same number in Observe as in Enforce, but acts only in Enforce")
  func modes() {
    var evidence = Scenario.steady
    let enforced = FloorPolicy.decide(evidence)
    evidence.mode = .observe
    let observed = FloorPolicy.decide(evidence)
    #expect(enforced.enforcedFloor == 6)
    #expect(observed.record == enforced.record)
    #expect(observed.reason == enforced.reason)
    #expect(observed.enforcedFloor == nil)
    evidence.mode = .off
    #expect(FloorPolicy.decide(evidence).floor == nil)
    #expect(FloorPolicy.decide(evidence).reason == .off)
  }

  @Test(
    "is not enforced on a capacity that was measured for less than a day",
    arguments: [(23, false), (24, true)]
  )
  func unproven(hours: Int, isEnforced: Bool) {
    var evidence = Scenario.steady
    let span = Duration.seconds(hours * 3_600)
    evidence.capacity = ReplicaCapacity(requestsPerSecond: 50, source: .measured(over: span))
    let decision = FloorPolicy.decide(evidence)
    #expect(decision.floor == 6)
    #expect(decision.enforcedFloor == (isEnforced ? 6 : nil))
    #expect(decision.reason == (isEnforced ? .forecast : .capacityUnproven))
  }

  @Test(
    "is never below what the HPA alone would have; without data that is given back in steps",
    arguments: [
      (reactive: 4, age: 30, floor: 6), (reactive: 9, age: 30, floor: 9),
      (reactive: 99, age: 30, floor: 20), (reactive: 9, age: 600, floor: 9),
      (reactive: 9, age: 601, floor: 8), (reactive: 9, age: 900, floor: 8),
      (reactive: 9, age: 901, floor: 7), (reactive: 9, age: 86_400, floor: 6),
    ]
  )
  func reactive(reactive: Int, age: Int, floor: Int) {
    var evidence = Scenario.steady
    evidence.previous = Scenario.previous(6, changed: .zero)
    evidence.reactive = reactive
    evidence.lastHeard = Scenario.now - .seconds(age)
    let decision = FloorPolicy.decide(evidence)
    #expect(decision.enforcedFloor == floor)
    #expect(decision.floor == 6)
  }

  @Test("needs a capacity; one that is taken away releases it slowly")
  func capacityUnknown() {
    var evidence = Scenario.steady
    evidence.capacity = nil
    #expect(FloorPolicy.decide(evidence).floor == nil)
    #expect(
      "\(FloorPolicy.decide(evidence).reason)"
        == "nobody said what a replica can serve; set capacityPerReplica or requestsPerSecondPerReplica"
    )
    evidence.previous = Scenario.previous(10, changed: .seconds(300))
    #expect(FloorPolicy.decide(evidence).enforcedFloor == 9)
  }
}

@Suite("A replica's capacity")
struct ReplicaCapacityTests {
  @Test("is what the user declares, else the HPA's target at 70 %, else unknown")
  func sources() {
    let declared = ReplicaCapacity(declared: 40, targetPerReplica: 70)
    #expect(declared == ReplicaCapacity(requestsPerSecond: 40, source: .declared))
    let assumed = ReplicaCapacity(declared: 0, targetPerReplica: 70)
    #expect(assumed == ReplicaCapacity(requestsPerSecond: 100, source: .assumed))
    #expect(ReplicaCapacity(declared: 0, targetPerReplica: 0) == nil)
    #expect(ReplicaCapacity(requestsPerSecond: .nan, source: .declared) == nil)
  }

  @Test(
    "carries a load at 90 % less one for each minute of the lead, however the product rounds",
    arguments: [
      (0.0, 5, 0), (42.5, 5, 1), (42.6, 5, 2), (100, 5, 3), (5.95, 5, 1), (43.5, 3, 1),
      (43.6, 3, 2),
      (40, 10, 1), (40.1, 10, 2), (37.5, 15, 1), (37.5, 90, 1), (45, 0, 1), (45, -3, 1),
    ]
  )
  func replicas(load: Double, lead: Int, replicas: Int) throws {
    let rate = load == 5.95 ? 7.0 : 50
    let capacity = try #require(ReplicaCapacity(requestsPerSecond: rate, source: .declared))
    #expect(capacity.replicas(for: load, ahead: lead) == replicas)
  }
}
