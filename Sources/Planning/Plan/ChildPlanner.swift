import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Time

/// From a decided state to the writes that bring the children there.
struct ChildPlanner {
  struct Result {
    var actions: [PlannedAction] = []
    /// How many children are as they should be.
    var unchanged = 0
    /// Objects of others under our names.
    var conflicts: [NameConflict] = []
    /// The canary's share that is written down after this pass.
    var nextWeight = 0
    var rolloutFloor: RolloutFloor?
    var router = Router.none
    /// The user's route that the weights go to.
    var route: String?
    var routeProblem: RouteProblem?
    /// When somebody else wrote the weights, as far as it counts.
    var rewrites: [Timestamp] = []
    /// The weights of a user's route before ours.
    var original: OriginalWeights?
    /// Whether the status has to be on record before anything is written although nothing was decided.
    var mustJournal = false
  }

  let planner: Planner
  let traffic: TrafficPlanner
  let state: RolloutState
  let baseline: Baseline

  var view: ServiceView { planner.view }
  var observation: Observation { planner.observation }
  var resource: PhysicsAPI { observation.resource }
  var roles: Roles { Roles(state) }

  var factory: ChildFactory {
    ChildFactory(resource: resource, capabilities: observation.capabilities)
  }

  var capacity: CapacityPlanner {
    CapacityPlanner(view: view, state: state, router: traffic.router)
  }

  func result() -> Result {
    var result = Result()
    result.nextWeight = traffic.nextWeight(
      in: state,
      capacity: capacity.capacity(under: planner.policy),
      beside: baseline
    )
    let reading = traffic.reading(in: state)
    result.router = traffic.router.kind
    result.route = traffic.router.reference?.name
    result.routeProblem = reading.problem
    result.rewrites = traffic.rewrites(reading)
    result.rolloutFloor = rolloutFloor(nextWeight: result.nextWeight)
    let floor = capacity.stableFloor(rollout: result.rolloutFloor?.replicas ?? 0)
    var desired = revisionChildren(stableFloor: floor)
    desired += autoscalers(stableFloor: floor) + disruptionBudgets
    desired += services(nextWeight: result.nextWeight)
    desired += routes(nextWeight: result.nextWeight)
    let writer = ChildWriter(owner: resource.ownerReference, service: resource.name)
    for child in desired {
      switch writer.outcome(for: child, observed: observed(child)) {
      case .nothing: result.unchanged += 1
      case .write(let action): result.actions.append(action)
      case .conflict(let conflict): result.conflicts.append(conflict)
      }
    }
    let userRoutes = userRoutes(change(to: result.nextWeight))
    result.original = userRoutes.original
    // The resource itself is written in between: its status goes first, or not at all.
    result.mustJournal =
      resource.status.traffic?.original != userRoutes.original?.json
      || userRoutes.actions.contains { $0.type == .physicsAPIs }
    result.actions += specRestorer.actions + rejectionMarks + removals + scales(stableFloor: floor)
    result.actions += prunings + userRoutes.actions
    result.actions = ActionOrder.sorted(result.actions)
    return result
  }

  private func observed(_ child: DesiredChild) -> APIObject? {
    observation.children.child(child.type, named: child.key.name)
      ?? observation.namesakes.child(child.type, named: child.key.name)
  }

  private func rolloutFloor(nextWeight: Int) -> RolloutFloor? {
    guard let scaled = roles.scaled else { return nil }
    let behavior = resource.spec.scaling.behaviorWithDefaults
    let window = behavior["scaleDown"]?["stabilizationWindowSeconds"]?.intValue ?? 300
    let keeper = RolloutFloorKeeper(
      previous: resource.status.floors.first,
      window: .seconds(window),
      now: observation.now
    )
    let hasTraffic = nextWeight > 0 || traffic.reading(in: state).written > 0
    return keeper.next(
      for: scaled,
      demand: capacity.stableDemand,
      // What an earlier rollout asked for does not lapse while this one is on its way to ask again.
      isNeeded: roles.second != nil
        && (hasTraffic || isOnTheWayUp && !resource.status.floors.isEmpty)
    )
  }
}
