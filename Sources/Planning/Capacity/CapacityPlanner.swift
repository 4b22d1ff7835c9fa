import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Scaling

/// How many pods each revision needs in a state.
struct CapacityPlanner {
  let view: ServiceView
  let state: RolloutState
  let router: any TrafficRouter

  private var observation: Observation { view.observation }
  private var roles: Roles { Roles(state) }

  private var floors: Floors {
    Floors(
      scaling: observation.resource.spec.scaling,
      forecast: observation.floor?.enforcedFloor
    )
  }

  /// Pods that the load of this moment needs, over all revisions.
  var demand: Int {
    max(1, Demand(view: view).replicas ?? roles.scaled.map(view.readyReplicas) ?? 1)
  }

  /// What the stable revision must not fall below while a canary has a share; where pods make the shares it keeps all that it has, because
  /// with fewer beside it the canary's share would grow.
  var stableDemand: Int {
    guard router.splitsByPods, let scaled = roles.scaled else { return demand }
    return max(demand, view.replicas(of: scaled))
  }

  /// Whether the canary carries all that an autoscaler could measure, or is to: behind a router always, by numbers of pods at 100 %.
  func scalesCanaryItself(atShare share: Int) -> Bool { !router.splitsByPods || share == 100 }

  /// The fewest pods of the revision that carries the service, with what a rollout still asks for.
  func stableFloor(rollout: Int) -> Int {
    floors.floor(sharePercent: 100, rollout: rollout)
  }

  /// The pods that a canary needs before it is given `weight` percent.
  func canaryNeeds(forWeight weight: Int) -> Int {
    let carried = (demand * weight + 99) / 100
    guard router.splitsByPods else { return floors.floor(sharePercent: weight, rollout: carried) }
    let beside = roles.scaled.map(view.replicas) ?? 1
    guard weight > PodRatio.largestShare else {
      return PodRatio.pods(forWeight: weight, beside: max(1, beside))
    }
    return max(floors.floor(sharePercent: 100, rollout: carried), beside)
  }

  /// Whether the pods of the stop that a state is on its way to are there.
  func capacity(under policy: RolloutPolicy) -> RolloutFacts.Capacity {
    switch state.phase {
    case .initializing(let candidate, _):
      return capacity(of: candidate, behind: "-stable", needed: stableFloor(rollout: 0))
    case .progressing(let canary), .paused(let canary, _):
      return capacity(
        of: canary.revision,
        behind: "-canary",
        needed: canaryNeeds(forWeight: policy.capacityShare(of: canary))
      )
    case .promoting(let promotion):
      return capacity(
        of: promotion.revision,
        behind: "-canary",
        needed: canaryNeeds(forWeight: 100)
      )
    case .steady, .rollingBack, .rolledBack:
      return .enough
    }
  }

  private func capacity(
    of revision: RevisionID,
    behind service: String,
    needed: Int
  ) -> RolloutFacts.Capacity {
    let ready = view.settledReadyPods(of: revision, behind: service)
    if ready >= needed { return .enough }
    if let why = noRoom(for: revision) { return .noRoom(why) }
    return .comingUp(ready: ready, needed: needed)
  }

  /// The scheduler's or the admission's refusal to let the pods exist.
  private func noRoom(for revision: RevisionID) -> String? {
    if let why = view.pods(of: revision).compactMap({ PodStatus($0).unschedulable }).first {
      return why
    }
    let conditions = view.deployment(of: revision)?.status["conditions"]?.arrayValue ?? []
    let failure = conditions.first {
      $0["type"]?.stringValue == "ReplicaFailure" && $0["status"]?.stringValue == "True"
    }
    return failure.map { $0["message"]?.stringValue ?? "the pods are refused" }
  }
}
