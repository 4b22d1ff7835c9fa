import APIMachinery
import Time

/// One application with users: where their requests go in, how many come, and what they have seen.
struct RoutedApplication: Sendable {
  /// The name of its HTTPRoute, and of the Service for requests without one.
  let key: ObjectKey
  let source: TrafficSource
  let startedAt: Timestamp
  var totals = TrafficTotals()
  private var generator: SeededGenerator
  /// Turns, so that what is left after an even split goes to another pod each second.
  private var turn = 0

  init(_ key: ObjectKey, source: TrafficSource, startedAt: Timestamp, seed: UInt64) {
    self.key = key
    self.source = source
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
    let backends = self.backends(view)
    // At rest two backends lead to the same pods.
    let ready = Set(backends.flatMap { view.endpoints(of: $0.service) ?? [] }.map(\.pod))
    totals.begin(second: now, readyPods: ready.count)
    let requests = generator.poisson(mean: source.rate(at: now - startedAt))
    guard requests > 0 else { return }
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
      send(own, to: backend.service, second: now, view: view, pods: &pods, profile: profile)
    }
  }

  /// The route's backends, or the application's Service when there is no route.
  private func backends(_ view: GatewayView) -> [RouteRecord.Backend] {
    if let route = view.routes[key] { return route.backends }
    return view.endpoints(of: key) == nil ? [] : [RouteRecord.Backend(service: key, weight: 1)]
  }

  private mutating func send(
    _ requests: Int,
    to service: ObjectKey,
    second now: Timestamp,
    view: GatewayView,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) {
    guard requests > 0 else { return }
    let endpoints = view.endpoints(of: service) ?? []
    guard !endpoints.isEmpty else {
      return lose(requests, .noEndpoints, target: service.name, at: now)
    }
    turn += 1
    for (index, endpoint) in endpoints.enumerated() {
      let place = (index + turn) % endpoints.count
      let own = requests / endpoints.count + (place < requests % endpoints.count ? 1 : 0)
      guard own > 0 else { continue }
      deliver(own, to: endpoint, second: now, pods: &pods, profile: profile)
    }
  }

  private mutating func deliver(
    _ requests: Int,
    to endpoint: SliceRecord.Endpoint,
    second now: Timestamp,
    pods: inout Registry<SimulatedPod>,
    profile: ApplicationProfile
  ) {
    guard let index = pods.index(of: endpoint.pod), pods[index].uid == endpoint.uid else {
      return lose(requests, .podGone, target: endpoint.pod.name, at: now)
    }
    let pod = pods[index]
    if case .lost = pod.life {
      return lose(requests, .podGone, target: pod.key.name, revision: pod.revision, at: now)
    }
    guard pod.acceptsConnections(at: now) else {
      let revision = pod.revision
      return lose(requests, .connectionRefused, target: pod.key.name, revision: revision, at: now)
    }
    let behavior = pod.traits.behavior
    let errors = generator.binomial(trials: requests, probability: behavior.errorShare)
    let served = pods[index].counters.serve(
      requests,
      errors: errors,
      latencyFactor: behavior.latencyFactor,
      profile: profile
    )
    totals.add(served, revision: pod.revision)
  }

  private mutating func lose(
    _ requests: Int,
    _ cause: LossCause,
    target: String,
    revision: String = "",
    at now: Timestamp
  ) {
    totals.add(
      Loss(at: now, cause: cause, target: target, revision: revision, requests: requests)
    )
  }
}
