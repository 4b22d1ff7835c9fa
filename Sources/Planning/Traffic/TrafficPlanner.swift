import APIMachinery
import PhysicsResources
import Rollout
import Time

/// Reads the switch that moves user traffic, and says where it may stand next.
struct TrafficPlanner {
  let view: ServiceView
  let policy: RolloutPolicy
  let router: any TrafficRouter

  init(view: ServiceView, policy: RolloutPolicy, state: RolloutState) {
    self.view = view
    self.policy = policy
    router = Routers.router(for: view, under: policy, in: state)
  }

  private var rewritesSoFar: Rewrites {
    Rewrites(status: view.observation.resource.status.traffic, now: view.observation.now)
  }

  func reading(in state: RolloutState) -> RouteReading {
    var reading = router.reading(in: state)
    guard !router.splitsByPods, reading.problem == nil else { return reading }
    let wanted = TrafficIntent(state.phase, under: policy).canaryWeight
    reading.isRewritten = rewritesSoFar.isRewritten(reading.written, wanted: wanted)
    if rewrites(reading).count >= Rewrites.limit {
      reading.problem = .contested(
        "somebody else wrote the weights of the route twice within 10 minutes; make it leave the "
          + "weights alone"
      )
    }
    return reading
  }

  func rewrites(in state: RolloutState) -> [Timestamp] { rewrites(reading(in: state)) }

  /// When somebody else wrote the weights, as far as it still counts.
  func rewrites(_ reading: RouteReading) -> [Timestamp] {
    // Whoever says that it goes on has settled it.
    guard view.observation.resource.pendingRequests.requests.first?.verb != .resume else {
      return []
    }
    return rewritesSoFar.all(with: reading.isRewritten)
  }

  /// The weight to have written after this pass: down at once, up only onto pods that can take it.
  func nextWeight(
    in state: RolloutState,
    capacity: RolloutFacts.Capacity,
    beside baseline: Baseline
  ) -> Int {
    let intent = TrafficIntent(state.phase, under: policy, baseline: baseline)
    let reading = reading(in: state)
    let written = reading.written
    if case .promoting(let promotion) = state.phase, intent.canaryWeight < written {
      // The stable Service takes over: not before it leads to the promoted pods.
      return view.leads("-stable", onlyTo: promotion.revision) ? intent.canaryWeight : written
    }
    // A promotion that is turned back: the stable Service has to lead to the old pods again, which it may only without weight.
    if case .rollingBack = state.phase, !router.splitsByPods, written == 100,
      let stable = Roles(state).stable, view.selectedRevision("-stable") != stable
    {
      return written
    }
    if hasLostItsPods(state) { return 0 }
    // A third write would only be the next one to be undone.
    if reading.problem != nil, intent.canaryWeight > 0 { return written }
    guard intent.canaryWeight > written else { return intent.canaryWeight }
    return intent.mayRaise && capacity == .enough && leadsToCanary(state)
      ? intent.canaryWeight : written
  }

  /// Whether none of its pods answers behind the canary's weight while the stable revision could.
  private func hasLostItsPods(_ state: RolloutState) -> Bool {
    guard let canary = Roles(state).second, canary == Roles(state).canary else { return false }
    let answers =
      view.selectedRevision("-canary") == canary && !view.readyEndpoints("-canary").isEmpty
    return !answers && !view.readyEndpoints("-stable").isEmpty
  }

  private func leadsToCanary(_ state: RolloutState) -> Bool {
    guard let canary = Roles(state).canary else { return false }
    return view.leads("-canary", onlyTo: canary)
  }
}
