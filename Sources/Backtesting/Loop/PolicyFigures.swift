import Scaling

/// What a policy cost and what it failed to do.
package struct PolicyFigures: Hashable, Sendable {
  private static let minutesPerDay = 1_440.0

  /// Minutes whose load is known.
  package private(set) var judgedMinutes = 0
  package private(set) var violationMinutes = 0
  package private(set) var podHours = 0.0
  package private(set) var actions = 0
  /// The share of all requests that came while the pods were full: the part of the load above what they could do.
  package private(set) var overloadShare = 0.0
  package private(set) var elasticity = Elasticity()
  private var minutes = 0

  init(_ run: PolicyRun) {
    let capacity = run.settings.capacity.requestsPerSecond
    var offered = 0.0
    var above = 0.0
    minutes = run.minutes.count
    for minute in run.minutes {
      podHours += minute.podSeconds / 3_600
      actions += minute.actions
      guard let load = minute.load else { continue }
      judgedMinutes += 1
      if run.isViolated(minute) { violationMinutes += 1 }
      offered += load
      above += max(0, load - Double(minute.fewestReady) * capacity)
      let demand = (load / capacity).rounded(.up)
      elasticity.add(demand: max(demand, Double(run.settings.bounds.min)), supply: minute.meanReady)
    }
    overloadShare = offered > 0 ? above / offered : 0
  }

  package var violationMinutesPerDay: Double {
    Double(violationMinutes) * Self.minutesPerDay / Double(max(1, judgedMinutes))
  }

  package var actionsPerDay: Double {
    Double(actions) * Self.minutesPerDay / Double(max(1, minutes))
  }
}
