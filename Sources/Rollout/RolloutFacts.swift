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
    /// The revision whose pods `-stable` is known to lead to.
    package var stableLeadsTo: RevisionID?

    package init(acceptedWeight: Int?, stableLeadsTo: RevisionID?) {
      self.acceptedWeight = acceptedWeight
      self.stableLeadsTo = stableLeadsTo
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
    verb: RolloutVerb? = nil
  ) {
    self.desired = desired
    self.capacity = capacity
    self.canaryReadyPods = canaryReadyPods
    self.stableReadyPods = stableReadyPods
    self.traffic = traffic
    self.verdict = verdict
    self.podHealth = podHealth
    self.verb = verb
  }
}
