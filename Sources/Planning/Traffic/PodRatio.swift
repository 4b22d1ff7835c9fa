import APIMachinery
import PhysicsResources
import Rollout

/// Weights without a router: the Service's selector is the switch, and the number of pods is the weight.
enum PodRatio {
  /// A revision that shares one Service with another cannot get more than half without outnumbering it.
  static let largestShare = 50

  /// The canary pods, 1 to N, whose share c/(N+c) is nearest to `weight` percent.
  ///
  /// Beside 10 stable pods 10 % is 1 pod (9.1 %) and 25 % is 3 (23.1 %); beside 3 the least possible share is 25 %.
  static func pods(forWeight weight: Int, beside stable: Int) -> Int {
    let wanted = Double(weight) / 100
    let candidates = 1...max(1, stable)
    func distance(_ pods: Int) -> Double {
      abs(Double(pods) / Double(stable + pods) - wanted)
    }
    return candidates.min { distance($0) < distance($1) } ?? 1
  }

  /// The share that so many pods get, in percent.
  static func share(of pods: Int, beside stable: Int) -> Int {
    pods > 0 ? (pods * 100 + (pods + stable) / 2) / (pods + stable) : 0
  }

  /// What the Service's selector and its endpoints say of the canary's share, for a canary on its way to `target`.
  static func reading(
    _ view: ServiceView,
    stable: RevisionID?,
    canary: RevisionID?,
    target: Int
  ) -> RouteReading {
    guard view.service("") != nil else {
      return RouteReading(writtenWeight: 0, acceptedWeight: nil)
    }
    guard let selected = view.selectedRevision("") else {
      return shared(view, canary: canary == stable ? nil : canary, target: target)
    }
    let weight = selected == canary && canary != stable ? 100 : 0
    let isInForce = view.leads("", onlyTo: selected)
    return RouteReading(writtenWeight: weight, acceptedWeight: isInForce ? weight : nil)
  }

  /// While the Service selects all revisions, the canary has a share whatever we would like it to have.
  private static func shared(_ view: ServiceView, canary: RevisionID?, target: Int) -> RouteReading
  {
    guard let canary else { return RouteReading(writtenWeight: 0, acceptedWeight: nil) }
    let listed = view.readyEndpoints("")
    let own = Set(view.pods(of: canary).map(\.name))
    let count = listed.count(where: own.contains)
    guard target > 0 else {
      let share = max(1, share(of: count, beside: listed.count - count))
      return RouteReading(writtenWeight: share, acceptedWeight: nil)
    }
    let weight = min(target, largestShare)
    let isThere = count >= pods(forWeight: weight, beside: max(1, listed.count - count))
    return RouteReading(writtenWeight: weight, acceptedWeight: isThere ? weight : nil)
  }
}
