import APIMachinery
import JSON
import PhysicsResources
import Rollout
import Time

/// Plays passes until nothing moves any more, and keeps a record of them by stops.
struct RoadPlayer {
  /// Passes that a rollout of a hundred steps of a week each does not need.
  private static let passesMax = 20_000
  /// While nothing but time passes, the model is looked at as seldom as this.
  private static let stride = Duration.seconds(60)

  /// How often `promote` is said before the weight has to have risen.
  private static let pleasMax = 3

  private(set) var cluster: ModelCluster
  private(set) var stops: [RoadStop] = []
  private(set) var peakPods = 0
  private(set) var hasCanary = false
  private(set) var isAtRest = false
  private(set) var stable: String?
  private(set) var canary: String?
  let load: Double?
  private var titles: [String] = []
  private var pleas = 0

  init(_ observation: Observation, load: Double?) {
    self.load = load
    cluster = ModelCluster(observation, demand: Load.pods(for: load, observation))
  }

  /// The same cluster at rest, with a revision that nobody asked for yet.
  init(continuing other: RoadPlayer) {
    self.load = other.load
    cluster = other.cluster
    cluster.deploy(image: "\(cluster.resource.spec.workload.image)-next")
  }

  mutating func play() {
    for number in 0..<Self.passesMax where !isAtRest {
      let plan = cluster.pass()
      note(plan)
      if plan.status.phase == .paused {
        // What `promote` does not end, such as a route that is not there, has no end here.
        guard pleas < Self.pleasMax else { return }
        pleas += 1
        cluster.say("promote@road-\(number)")
      }
      let moves = !plan.actions.isEmpty || plan.mustJournal
      isAtRest = !moves && plan.status.phase == .steady && plan.status.floors.isEmpty
      guard !isAtRest else { return }
      // Nothing goes on by itself where only a person helps.
      if !moves, plan.status.phase == .rolledBack { return }
      let pause = moves ? .seconds(1) : min(plan.wakeAfter ?? Self.stride, Self.stride)
      advance(max(pause, .seconds(1)))
    }
  }

  private mutating func advance(_ length: Duration) {
    cluster.tick(length)
    stops[stops.count - 1].least += length
  }

  private mutating func note(_ plan: Plan) {
    let status = plan.status
    let place = RoadPlace(status, of: cluster.resource.spec)
    if let found = status.canary, status.stable != nil {
      hasCanary = true
      if canary == nil { (canary, stable) = (found.revision, status.stable?.revision) }
    }
    if stops.isEmpty || titles.last != place.title {
      titles.append(place.title)
      if place.weight > (stops.map(\.weight).max() ?? -1) { pleas = 0 }
      stops.append(RoadStop(title: place.title, weight: place.weight, reachable: place.weight))
    }
    peakPods = max(peakPods, cluster.pods)
    let last = stops.count - 1
    stops[last].writes += plan.actions.map(WriteSummary.text)
    stops[last].pods = max(stops[last].pods, cluster.pods)
    stops[last].reachable = reachable(place)
    stops[last].checks = RoadChecks(spec: cluster.resource.spec, load: load).budgets(
      share: place.isJudged ? stops[last].reachable : 0
    )
    stops[last].most = place.patience.map { stops[last].least + $0 }
  }

  /// Without a router, what the numbers of pods express.
  private func reachable(_ place: RoadPlace) -> Int {
    guard cluster.resource.spec.routing.router == .none, (1..<100).contains(place.weight),
      let canary = cluster.status.canary?.revision, let stable = cluster.status.stable?.revision
    else { return place.weight }
    let pods = { (revision: String) in
      cluster.children.child(.deployments, named: "\(cluster.resource.name)-\(revision)")?
        .spec["replicas"]?.intValue ?? 0
    }
    return PodRatio.share(of: pods(canary), beside: pods(stable))
  }
}
