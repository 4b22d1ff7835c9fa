import Forecast
import Time

/// Turns a forecast into a floor that rises at once and falls slowly.
///
/// A raised `minReplicas` makes the HPA scale up in its next sync without rate limits, a lowered one would let it drop at once:
/// the ramp down is ours. Nothing that goes wrong with data or clocks may lower the floor, except that data missing for ten minutes
/// gives it back slowly.
package enum FloorPolicy {
  /// Older data freezes the floor.
  static let freezeAfter: Duration = .seconds(2 * 60)
  /// Older data releases it.
  static let releaseAfter: Duration = .seconds(10 * 60)
  /// Between two steps down.
  static let stepInterval: Duration = .seconds(5 * 60)
  static let stepDown = 0.2
  static let releaseStep = 0.1
  /// How far above the most that was ever needed a forecast is believed.
  static let believedGrowth = 1.5

  package static func decide(_ evidence: FloorEvidence) -> FloorDecision {
    guard evidence.mode != .off else {
      return decision(evidence, floor: nil, reason: .off)
    }
    let (floor, reason) = unclamped(evidence)
    return decision(evidence, floor: floor.map(evidence.bounds.clamp), reason: reason)
  }

  private static func unclamped(_ evidence: FloorEvidence) -> (Int?, FloorReason) {
    let previous = evidence.previous?.floor
    guard let capacity = evidence.capacity else {
      return (released(evidence, step: releaseStep), .capacityUnknown)
    }
    if evidence.dataAge > releaseAfter {
      return (released(evidence, step: releaseStep), .releasing)
    }
    guard (.zero...freezeAfter).contains(evidence.dataAge) else { return (previous, .staleData) }
    switch evidence.forecast {
    case .failure(let cause): return (previous, .noForecast(cause))
    case .success(let forecast):
      guard forecast.isPlausible else { return (previous, .implausibleForecast) }
      let wanted = wanted(forecast, capacity: capacity, evidence: evidence)
      return lowered(to: wanted, forecast: forecast, capacity: capacity, evidence: evidence)
    }
  }

  /// What the forecast at the lead needs, within what the user and the past allow.
  private static func wanted(
    _ forecast: LoadForecast,
    capacity: ReplicaCapacity,
    evidence: FloorEvidence
  ) -> (floor: Int, reason: FloorReason) {
    let needed = capacity.replicas(for: forecast.upperAtLead, ahead: forecast.lead)
    let believed = mostBelieved(forecast, capacity, evidence)
    let floor = min(needed, believed)
    if floor > evidence.bounds.max { return (evidence.bounds.max, .maxReplicas) }
    if floor < evidence.bounds.min { return (evidence.bounds.min, .minReplicas) }
    return (floor, needed > believed ? .historicalPeak : .forecast)
  }

  /// 1.5 times the most that 14 days needed: 4 replicas make it 6.
  private static func mostBelieved(
    _ forecast: LoadForecast,
    _ capacity: ReplicaCapacity,
    _ evidence: FloorEvidence
  ) -> Int {
    guard let peak = evidence.peakLoad, peak.isFinite, peak >= 0 else { return .max }
    let needed = capacity.replicas(for: peak, ahead: forecast.lead)
    return replicaCount(believedGrowth * Double(needed))
  }

  /// Raises at once; lowers one step at a time and never below what the next fifteen minutes need.
  private static func lowered(
    to wanted: (floor: Int, reason: FloorReason),
    forecast: LoadForecast,
    capacity: ReplicaCapacity,
    evidence: FloorEvidence
  ) -> (Int?, FloorReason) {
    guard let previous = evidence.previous?.floor, wanted.floor < previous else {
      return wanted
    }
    let near = min(
      capacity.replicas(for: forecast.upperNext15Minutes, ahead: forecast.lead),
      mostBelieved(forecast, capacity, evidence)
    )
    let step = released(evidence, step: stepDown) ?? previous
    let floor = min(previous, max(wanted.floor, step, near))
    if floor == wanted.floor { return wanted }
    return (floor, near >= step ? .nextFifteenMinutes : .rampingDown)
  }

  /// Of 10 at 20 % 8, of 3 at 20 % 2: at least one replica less, or small floors would never fall.
  private static func oneStep(_ step: Double, below replicas: Int) -> Int {
    replicas - max(1, Int(Double(replicas) * step))
  }

  /// The previous floor less one step, if the last change is five minutes ago.
  private static func released(_ evidence: FloorEvidence, step: Double) -> Int? {
    guard let previous = evidence.previous else { return nil }
    guard evidence.now - previous.changedAt >= stepInterval else { return previous.floor }
    return oneStep(step, below: previous.floor)
  }

  private static func decision(
    _ evidence: FloorEvidence,
    floor: Int?,
    reason: FloorReason
  ) -> FloorDecision {
    let isProven = evidence.capacity?.isProven ?? true
    let unproven = floor != nil && evidence.mode == .enforce && !isProven
    return FloorDecision(
      mode: evidence.mode,
      record: record(floor, evidence),
      reason: unproven ? .capacityUnproven : reason,
      gate: try? evidence.forecast.get().gate,
      isEnforced: evidence.mode == .enforce && isProven,
      reactive: reactive(evidence)
    )
  }

  /// Old load says ever less of what the HPA does now: given back in the steps of a release, 9 replicas are 8 after ten minutes, 7 after
  /// fifteen.
  private static func reactive(_ evidence: FloorEvidence) -> Int? {
    guard let known = evidence.reactive.map(evidence.bounds.clamp) else { return nil }
    let silence = evidence.dataAge - releaseAfter
    guard silence > .zero else { return known }
    let steps = min(Double(known), (silence / stepInterval).rounded(.up))
    return (0..<Int(steps)).reduce(known) { replicas, _ in oneStep(releaseStep, below: replicas) }
  }

  private static func record(_ floor: Int?, _ evidence: FloorEvidence) -> FloorRecord? {
    guard let floor else { return nil }
    guard let previous = evidence.previous, previous.floor == floor else {
      return FloorRecord(floor: floor, changedAt: evidence.now)
    }
    return previous
  }
}

extension LoadForecast {
  /// Whether the numbers may be acted upon.
  fileprivate var isPlausible: Bool {
    [upperAtLead, upperNext15Minutes].allSatisfy { $0.isFinite && $0 >= 0 }
  }
}
