import APIMachinery
import Time

/// One application with users: where their requests go in, how many come, and what they have seen.
struct RoutedApplication: Sendable {
  /// The name of its Service, and of its HTTPRoute.
  let key: ObjectKey
  let source: TrafficSource
  let users: TrafficUsers
  let startedAt: Timestamp
  var totals = TrafficTotals()
  var afflictions: [Affliction] = []
  var generator: SeededGenerator
  var connections: [KeptConnection] = []
  /// Turns, so that what is left after an even split goes to another pod each second.
  private var turn = 0
  /// Revisions that got requests in the last second and in this one.
  private var servedBefore: [String] = []
  private var servedNow: [String] = []

  init(
    _ key: ObjectKey,
    source: TrafficSource,
    users: TrafficUsers,
    startedAt: Timestamp,
    seed: UInt64
  ) {
    self.key = key
    self.source = source
    self.users = users
    self.startedAt = startedAt
    generator = SeededGenerator(seed: seed, stream: 6)
  }

  /// Sends one second's requests.
  mutating func serve(
    second now: Timestamp,
    view: GatewayView,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) {
    (servedBefore, servedNow) = (servedNow, [])
    let backends = users.paths.map { view.backends(of: key, through: users.entry, for: $0) }
    // At rest two backends lead to the same pods.
    let ready = Set(backends.joined().flatMap { view.endpoints(of: $0.service) ?? [] }.map(\.pod))
    totals.begin(second: now, readyPods: ready.count)
    let requests = generator.poisson(mean: source.rate(at: now - startedAt))
    guard requests > 0 else { return }
    let kept = generator.binomial(trials: requests, probability: users.keptShare)
    send(kept, overConnectionsTo: backends, second: now, view: view, pods: &pods, profile)
    for (index, chosen) in backends.enumerated() {
      let own = Self.part(index, of: backends.count, in: requests - kept)
      spread(own, over: chosen, second: now, view: view, pods: &pods, profile: profile)
    }
  }

  /// An even split of a whole number; the first parts get what is left over.
  static func part(_ index: Int, of count: Int, in whole: Int) -> Int {
    whole / count + (index < whole % count ? 1 : 0)
  }

  private mutating func spread(
    _ requests: Int,
    over backends: [BackendRecord],
    second now: Timestamp,
    view: GatewayView,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) {
    var left = requests
    var weight = backends.reduce(0) { $0 + $1.weight }
    guard weight > 0 else {
      return lose(requests, .noBackend, target: key.description, at: now)
    }
    for backend in backends where backend.weight > 0 {
      let share = Double(backend.weight) / Double(weight)
      let own = generator.binomial(trials: left, probability: share)
      left -= own
      weight -= backend.weight
      send(own, to: backend, second: now, view: view, pods: &pods, profile: profile)
    }
  }

  private mutating func send(
    _ requests: Int,
    to backend: BackendRecord,
    second now: Timestamp,
    view: GatewayView,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) {
    guard requests > 0 else { return }
    guard backend.foreignKind.isEmpty else {
      return lose(requests, .noBackend, target: backend.service.name, at: now)
    }
    let endpoints = view.endpoints(of: backend.service) ?? []
    guard !endpoints.isEmpty else {
      return lose(requests, .noEndpoints, target: backend.service.name, at: now)
    }
    turn += 1
    for (index, endpoint) in endpoints.enumerated() {
      let own = Self.part((index + turn) % endpoints.count, of: endpoints.count, in: requests)
      guard own > 0 else { continue }
      deliver(own, to: endpoint, second: now, pods: &pods, profile: profile)
    }
  }

  /// Says whether the pod was there to answer.
  @discardableResult
  mutating func deliver(
    _ requests: Int,
    to endpoint: SliceRecord.Endpoint,
    second now: Timestamp,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) -> Bool {
    guard let index = pods.index(of: endpoint.pod), pods[index].uid == endpoint.uid else {
      lose(requests, .podGone, target: endpoint.pod.name, at: now)
      return false
    }
    let pod = pods[index]
    if let cause = pod.refusal(at: now) {
      lose(requests, cause, target: pod.key.name, revision: pod.revision, at: now)
      return false
    }
    let behavior = pod.traits.behavior
    let share = afflictions.map { $0.errorShare(of: pod.revision, served: servedBefore) }
    let errors = generator.binomial(
      trials: requests,
      probability: max(behavior.errorShare, share.max() ?? 0)
    )
    let served = pods[index].counters.serve(
      requests,
      errors: errors,
      latencyFactor: behavior.latencyFactor,
      profile: profile
    )
    totals.add(served, revision: pod.revision)
    if !servedNow.contains(pod.revision) { servedNow.append(pod.revision) }
    return true
  }

  mutating func lose(
    _ requests: Int,
    _ cause: LossCause,
    target: String,
    revision: String = "",
    at now: Timestamp
  ) {
    guard requests > 0 else { return }
    totals.add(
      Loss(at: now, cause: cause, target: target, revision: revision, requests: requests)
    )
  }
}

extension SimulatedPod {
  /// Why it takes no request now; `nil` when it does.
  fileprivate func refusal(at now: Timestamp) -> LossCause? {
    if case .lost = life { return .nodeLost }
    guard !acceptsConnections(at: now) else { return nil }
    return deletion == nil ? .crashed : .stopped
  }
}
