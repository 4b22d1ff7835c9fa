import APIMachinery
import JSON
import Time

/// The status half of a gateway: accepts HTTPRoutes, a seeded moment after each change.
struct GatewayController: Sendable {
  private var generator: SeededGenerator
  private var seenVersion: UInt64?

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 4)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    if mirror.version != seenVersion { plan(&mirror, context) }
    seenVersion = mirror.version
    for index in mirror.routes.indices {
      guard let due = mirror.routes[index].reportDueAt, due <= context.now else { continue }
      mirror.routes[index].reportDueAt = nil
      report(index, &mirror, context)
    }
  }

  private mutating func plan(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for index in mirror.routes.indices where mirror.routes[index].reportDueAt == nil {
      let route = mirror.routes[index]
      guard !route.parents.isEmpty, status(of: route, mirror, at: context.now) != route.status
      else { continue }
      let delay = generator.duration(in: context.settings.routeAcceptance)
      mirror.routes[index].reportDueAt = context.now + delay
    }
  }

  private func report(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let route = mirror.routes[index]
    let status = status(of: route, mirror, at: context.now)
    let access = context.access(as: .gateway)
    if let written = access.setStatus(.httpRoutes, route.key, status) {
      mirror.apply(.httpRoutes, route.key, written)
    }
  }

  private func status(
    of route: RouteRecord,
    _ mirror: ClusterMirror,
    at now: Timestamp
  ) -> JSONValue {
    let missing = route.backends.first { mirror.services[$0.service] == nil }
    let parents = route.parents.enumerated().map { index, parent -> JSONValue in
      let before = (route.status["parents"]?[index]?["conditions"]?.arrayValue ?? [])
        .compactMap(Condition.init(json:))
      let conditions = [
        condition("Accepted", true, "Accepted", "Route is accepted", route, now),
        condition(
          "ResolvedRefs",
          missing == nil,
          missing == nil ? "ResolvedRefs" : "BackendNotFound",
          missing.map { "Service \($0.service) not found" } ?? "All references are resolved",
          route,
          now
        ),
      ].map { condition in
        condition.following(before.first { $0.type == condition.type }).json
      }
      return [
        "parentRef": parent, "controllerName": "simulation/gateway",
        "conditions": .array(conditions),
      ]
    }
    return ["parents": .array(parents)]
  }

  private func condition(
    _ type: String,
    _ holds: Bool,
    _ reason: String,
    _ message: String,
    _ route: RouteRecord,
    _ now: Timestamp
  ) -> Condition {
    Condition(
      type: type,
      status: holds ? .yes : .no,
      reason: reason,
      message: message,
      observedGeneration: route.generation,
      lastTransitionTime: now
    )
  }
}
