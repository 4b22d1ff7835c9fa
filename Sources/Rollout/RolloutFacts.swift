/// What a pass sees of the world, reduced to what the engine decides on.
package struct RolloutFacts: Hashable, Sendable {
  /// The revision that the spec asks for.
  package enum Desired: Hashable, Sendable {
    case revision(RevisionID)
    /// It depends on something that cannot be read, a missing ConfigMap say.
    case unknown(String)
  }

  package enum Capacity: Hashable, Sendable {
    case enough
    /// Not yet as many ready pods as the traffic needs.
    case comingUp(ready: Int, needed: Int)
    /// The cluster has no room for the pods.
    case noRoom(String)
  }

  package struct Traffic: Hashable, Sendable {
    /// The canary's share in percent that the router has acknowledged; `nil` while a change is under way.
    package var acceptedWeight: Int?
    /// The canary's share in percent that the route says at this moment, whoever wrote it.
    package var written: Int
    /// The revision whose pods `-stable` is known to lead to.
    package var stableLeadsTo: RevisionID?
    /// Where requests went since the weight was accepted; `nil` where the router is not verified by measuring.
    package var measured: MeasuredShare?
    package var problem: RouteProblem?
    /// Whether the specification names another router than the one that the canary is on.
    package var isReplaced: Bool

    package init(
      acceptedWeight: Int?,
      written: Int? = nil,
      stableLeadsTo: RevisionID?,
      measured: MeasuredShare? = nil,
      problem: RouteProblem? = nil,
      isReplaced: Bool = false
    ) {
      self.acceptedWeight = acceptedWeight
      self.written = written ?? acceptedWeight ?? 0
      self.stableLeadsTo = stableLeadsTo
      self.measured = measured
      self.problem = problem
      self.isReplaced = isReplaced
    }
  }

  package var desired: Desired
  /// Of the first revision while initializing, of the canary otherwise, for the stop it is on its way to.
  package var capacity: Capacity
  package var canaryReadyPods: Int
  package var stableReadyPods: Int
  package var traffic: Traffic
  package var verdict: Verdict
  package var podHealth: Finding?
  /// How the stable revision does, for comparison.
  package var baseline: Baseline
  /// Pods of the canary that are not ready although they have existed for half of the progress deadline.
  package var latePods: Int
  /// Pods of the canary that are not ready yet and younger than that.
  package var startingPods: Int
  /// Why the service cannot have the pods that its load needs; `nil` when it can.
  package var capacityBelowDemand: String?
  /// Whether no request reaches the canary any more; `nil` where that is not measured.
  package var canaryIsSilent: Bool?
  /// What is remembered of the desired revision from earlier rollouts.
  package var suspension: Suspension?
  /// Whether the desired revision was promoted once: going back to it needs no steps.
  package var desiredWasPromoted: Bool
  /// Whether the spec has moved on since a pin was set.
  package var pinIsOver: Bool
  /// Where `undo` would lead; `nil` when nobody asks.
  package var undo: UndoTarget?
  /// A verb that was not handled before.
  package var verb: RolloutVerb?

  package init(
    desired: Desired,
    capacity: Capacity,
    canaryReadyPods: Int,
    stableReadyPods: Int,
    traffic: Traffic,
    verdict: Verdict = .notJudged,
    podHealth: Finding? = nil,
    baseline: Baseline = .unknown,
    latePods: Int = 0,
    startingPods: Int = 0,
    capacityBelowDemand: String? = nil,
    canaryIsSilent: Bool? = nil,
    suspension: Suspension? = nil,
    desiredWasPromoted: Bool = false,
    pinIsOver: Bool = false,
    undo: UndoTarget? = nil,
    verb: RolloutVerb? = nil
  ) {
    self.desired = desired
    self.capacity = capacity
    self.canaryReadyPods = canaryReadyPods
    self.stableReadyPods = stableReadyPods
    self.traffic = traffic
    self.verdict = verdict
    self.podHealth = podHealth
    self.baseline = baseline
    self.latePods = latePods
    self.startingPods = startingPods
    self.capacityBelowDemand = capacityBelowDemand
    self.canaryIsSilent = canaryIsSilent
    self.suspension = suspension
    self.desiredWasPromoted = desiredWasPromoted
    self.pinIsOver = pinIsOver
    self.undo = undo
    self.verb = verb
  }
}
