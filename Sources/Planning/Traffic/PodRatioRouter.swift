import APIMachinery
import PhysicsResources
import Rollout

/// No router: the selector of Service `<name>` is the switch, and the number of pods behind it is the share.
struct PodRatioRouter: TrafficRouter {
  let view: ServiceView
  let policy: RolloutPolicy

  private var resource: PhysicsAPI { view.observation.resource }

  var kind: Router { .none }
  var splitsByPods: Bool { true }

  /// What the Service's selector and its endpoints say of the canary's share, for a canary on its way to where its phase wants it.
  func reading(in state: RolloutState) -> RouteReading {
    let roles = Roles(state)
    guard view.service("") != nil else { return RouteReading(written: 0, accepted: nil) }
    guard let selected = view.selectedRevision("") else {
      let canary = roles.canary == roles.stable ? nil : roles.canary
      let target = TrafficIntent(state.phase, under: policy).canaryWeight
      return shared(with: canary, target: target)
    }
    let weight = selected == roles.canary && roles.canary != roles.stable ? 100 : 0
    let isInForce = view.leads("", onlyTo: selected)
    return RouteReading(written: weight, accepted: isInForce ? weight : nil)
  }

  /// While the Service selects all revisions, the canary has a share whatever we would like it to have.
  private func shared(with canary: RevisionID?, target: Int) -> RouteReading {
    guard let canary else { return RouteReading(written: 0, accepted: nil) }
    let listed = view.readyEndpoints("")
    let own = Set(view.pods(of: canary).map(\.name))
    let count = listed.count(where: own.contains)
    guard target > 0 else {
      let share = max(1, PodRatio.share(of: count, beside: listed.count - count))
      return RouteReading(written: share, accepted: nil)
    }
    let weight = min(target, PodRatio.largestShare)
    let needed = PodRatio.pods(forWeight: weight, beside: max(1, listed.count - count))
    return RouteReading(written: weight, accepted: count >= needed ? weight : nil)
  }

  /// Users come through an Ingress, if there is one, to the Service that is the switch.
  func children(_ change: WeightChange, from factory: ChildFactory) -> [DesiredChild] {
    resource.spec.routing.hosts.isEmpty ? [] : [factory.ingress()]
  }
}
