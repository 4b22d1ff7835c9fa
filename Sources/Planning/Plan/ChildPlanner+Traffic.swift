import APIMachinery
import JSON
import PhysicsResources
import Rollout

extension ChildPlanner {
  private var labels: ChildLabels { factory.labels }
  private var written: Int { traffic.reading(in: state).written }

  func services(nextWeight: Int) -> [DesiredChild] {
    var main = roles.scaled.map { _ in
      factory.mainService(selecting: mainSelector(nextWeight: nextWeight))
    }
    if traffic.router.splitsByPods {
      let change = change(to: nextWeight)
      main?.urgency = change.urgency
      main?.prerequisites = change.prerequisites
    }
    let targets = [
      target(.stable, roles.stable, mayMove: mayMoveStable),
      target(.canary, roles.canary, mayMove: traffic.router.splitsByPods || written == 0),
    ]
    return ([main] + targets).compactMap(\.self)
  }

  /// Only a promotion points `-stable` elsewhere, and not before every request goes to the canary; anything else is a repair.
  private var mayMoveStable: Bool {
    guard !traffic.router.splitsByPods, case .promoting = state.phase else { return true }
    return traffic.reading(in: state).accepted == 100
  }

  /// At the end of a promotion weight goes down as well, but from Service to Service and not away from a revision.
  private func urgency(of nextWeight: Int) -> PlannedAction.Urgency {
    if case .promoting = state.phase { return .ordinary }
    return nextWeight < written ? .takesTrafficAway : .ordinary
  }

  /// A selector under weight is a traffic change: it stays as it is until its weight is 0.
  private func target(
    _ role: ChildFactory.Role,
    _ wanted: RevisionID?,
    mayMove: Bool
  ) -> DesiredChild? {
    guard let wanted else { return nil }
    let present = view.selectedRevision("-\(role.rawValue)")
    return factory.targetService(role, selecting: mayMove ? wanted : present ?? wanted)
  }

  /// Without a router: 0 is stable alone, 100 the canary alone, anything between both.
  private func mainSelector(nextWeight: Int) -> JSONObject {
    guard traffic.router.splitsByPods else {
      return roles.stable.map(labels.selector) ?? labels.selectorOfAll
    }
    switch nextWeight {
    case 0: return roles.stable.map(labels.selector) ?? labels.selectorOfAll
    case 100: return roles.canary.map(labels.selector) ?? labels.selectorOfAll
    default: return labels.selectorOfAll
    }
  }

  func routes(nextWeight: Int) -> [DesiredChild] {
    guard roles.scaled != nil else { return [] }
    return traffic.router.children(change(to: nextWeight), from: factory)
  }

  func change(to nextWeight: Int) -> WeightChange {
    WeightChange(
      from: written,
      to: nextWeight,
      urgency: urgency(of: nextWeight),
      prerequisites: nextWeight > written ? stableFloorRaise : [],
      isInFlight: roles.second != nil
    )
  }

  /// Stable must hold its capacity before the first request leaves it.
  private var stableFloorRaise: [ActionID] {
    [.create, .apply].map {
      ActionID(verb: $0, type: .horizontalPodAutoscalers, key: factory.key(resource.name))
    }
  }
}
