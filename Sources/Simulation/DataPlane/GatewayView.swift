import APIMachinery
import EmbeddedAPIServer
import Time

/// What a gateway believes the routes and endpoints to be: the API's truth of some seconds ago.
struct GatewayView: Sendable {
  private struct Update: Sendable {
    let dueAt: Timestamp
    let type: ResourceType
    let key: ObjectKey
    let object: APIObject?
  }

  private static let types: [ResourceType] = [.httpRoutes, .traefikServices, .endpointSlices]

  private var routes = Registry<RouteRecord>()
  private var traefikServices = Registry<TraefikRecord>()
  private var slices = Registry<SliceRecord>()
  private var pending: [Update] = []
  private var generator: SeededGenerator

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 5)
  }

  /// Hears of a write, to act on it a seeded moment later; writes to one object keep their order.
  mutating func note(_ record: WriteRecord, at now: Timestamp, delay: ClosedRange<Duration>) {
    guard Self.types.contains(record.type), !record.isStatusOnly else { return }
    let own = now + generator.duration(in: delay)
    let earlier = pending.last { $0.type == record.type && $0.key == record.key }?.dueAt
    pending.append(
      Update(
        dueAt: max(own, earlier ?? own),
        type: record.type,
        key: record.key,
        object: record.new
      )
    )
  }

  /// Acts on everything that is due.
  mutating func advance(to now: Timestamp) {
    guard pending.contains(where: { $0.dueAt <= now }) else { return }
    for update in pending where update.dueAt <= now {
      switch update.type {
      case .httpRoutes: _ = routes.apply(update.key, update.object)
      case .traefikServices: _ = traefikServices.apply(update.key, update.object)
      default: _ = slices.apply(update.key, update.object)
      }
    }
    pending.removeAll { $0.dueAt <= now }
  }

  /// The Services behind an entry for a request of a path, with their weights; none where nothing leads anywhere.
  func backends(
    of application: ObjectKey,
    through entry: TrafficEntry,
    for path: String
  ) -> [BackendRecord] {
    switch entry {
    case .application:
      if let route = routes[application] { return route.rule(for: path)?.backends ?? [] }
      return endpoints(of: application) == nil
        ? [] : [BackendRecord(service: application, weight: 1)]
    case .httpRoute(let name):
      let key = ObjectKey(namespace: application.namespace, name: name)
      return routes[key]?.rule(for: path)?.backends ?? []
    case .traefikService(let name):
      let key = ObjectKey(namespace: application.namespace, name: name)
      return traefikServices[key]?.backends ?? []
    }
  }

  /// The ready endpoints that a Service leads to; `nil` when it has no slice.
  func endpoints(of service: ObjectKey) -> [SliceRecord.Endpoint]? {
    let own = slices.objects.filter {
      $0.service == service.name && $0.key.namespace == service.namespace
    }
    return own.isEmpty ? nil : own.flatMap(\.endpoints).filter(\.isReady)
  }
}

extension WriteRecord {
  /// A report about an object that leaves what it asks for as it is.
  fileprivate var isStatusOnly: Bool { subresource == "status" }
}
