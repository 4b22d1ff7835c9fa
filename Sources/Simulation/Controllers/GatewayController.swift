import APIMachinery
import JSON
import Time

/// The status half of a gateway: accepts classes and Gateways of its controller name, and HTTPRoutes a seeded moment after each change.
///
/// A route may name a Gateway that nobody has created: it is accepted as by a gateway outside the cluster, so that a sample needs none.
struct GatewayController: Sendable {
  /// The controller name of GatewayClasses that are ours.
  static let name = "simulation/gateway"
  /// Where the gateway's address would be.
  static let address = "172.18.255.1"

  private var generator: SeededGenerator
  private var seenVersion: UInt64?

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 4)
  }

  mutating func run(_ mirror: inout ClusterMirror, _ context: StepContext) {
    let version = mirror.version(of: .routes, .services, .gateways)
    if version != seenVersion {
      acceptClasses(&mirror, context)
      programGateways(&mirror, context)
      plan(&mirror, context)
    }
    seenVersion = mirror.version(of: .routes, .services, .gateways)
    for index in mirror.routes.indices {
      guard let due = mirror.routes[index].reportDueAt, due <= context.now else { continue }
      mirror.routes[index].reportDueAt = nil
      report(index, &mirror, context)
    }
  }

  private mutating func plan(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for index in mirror.routes.indices where mirror.routes[index].reportDueAt == nil {
      let route = mirror.routes[index]
      guard !route.parents.isEmpty,
        RouteReport(route, in: mirror, at: context.now).status != route.status
      else { continue }
      let delay = generator.duration(in: context.settings.routeAcceptance)
      mirror.routes[index].reportDueAt = context.now + delay
    }
  }

  private func report(_ index: Int, _ mirror: inout ClusterMirror, _ context: StepContext) {
    let route = mirror.routes[index]
    let status = RouteReport(route, in: mirror, at: context.now).status
    guard status != route.status else { return }
    let access = context.access(as: .gateway)
    if let written = access.setStatus(.httpRoutes, route.key, status) {
      mirror.apply(.httpRoutes, route.key, written)
    }
  }

  private func acceptClasses(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for gatewayClass in mirror.gatewayClasses.objects
    where gatewayClass.controllerName == Self.name {
      let accepted = Condition(
        type: "Accepted",
        status: .yes,
        reason: "Accepted",
        message: "GatewayClass is accepted",
        observedGeneration: gatewayClass.generation,
        lastTransitionTime: context.now
      )
      let status = gatewayClass.status.reporting([accepted])
      guard status != gatewayClass.status else { continue }
      let access = context.access(as: .gateway)
      if let written = access.setStatus(.gatewayClasses, gatewayClass.key, status) {
        mirror.apply(.gatewayClasses, gatewayClass.key, written)
      }
    }
  }

  private func programGateways(_ mirror: inout ClusterMirror, _ context: StepContext) {
    for gateway in mirror.gateways.objects {
      let key = ObjectKey(namespace: "", name: gateway.className)
      guard mirror.gatewayClasses[key]?.controllerName == Self.name else { continue }
      let status = GatewayReport(gateway, in: mirror, at: context.now).status
      guard status != gateway.status else { continue }
      let access = context.access(as: .gateway)
      if let written = access.setStatus(.gateways, gateway.key, status) {
        mirror.apply(.gateways, gateway.key, written)
      }
    }
  }
}

extension JSONValue {
  /// A status with these conditions; those that stay keep their times.
  func reporting(_ conditions: [Condition]) -> JSONValue {
    var status = isNull ? .object([:]) : self
    let before = (status["conditions"]?.arrayValue ?? []).compactMap(Condition.init(json:))
    status["conditions"] = .array(
      conditions.map { condition in
        condition.following(before.first { $0.type == condition.type }).json
      }
    )
    return status
  }
}
