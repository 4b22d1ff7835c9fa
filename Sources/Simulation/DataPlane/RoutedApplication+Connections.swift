import APIMachinery
import Time

extension RoutedApplication {
  /// Sends requests over the kept connections, evenly; what is closed is opened anew first, by the weights of that instant.
  mutating func send(
    _ requests: Int,
    overConnectionsTo backends: [[BackendRecord]],
    second now: Timestamp,
    view: GatewayView,
    pods: inout Registry<SimulatedPod>,
    _ profile: ApplicationProfile
  ) {
    guard users.keptShare > 0 else { return }
    connections.removeAll { $0.isClosed(at: now, pods: pods) }
    var unanswered: [String] = []
    for _ in connections.count..<users.keptConnections {
      switch open(to: backends, at: now, view) {
      case .opened(let connection): connections.append(connection)
      case .unanswered(let service): unanswered.append(service)
      }
    }
    var broken: [KeptConnection] = []
    for index in 0..<users.keptConnections {
      let own = Self.part(index, of: users.keptConnections, in: requests)
      guard own > 0 else { continue }
      guard index < connections.count else {
        let target = unanswered[index - connections.count]
        lose(own, .noEndpoints, target: target, at: now)
        continue
      }
      let endpoint = connections[index].endpoint
      let isServed = deliver(own, to: endpoint, second: now, pods: &pods, profile: profile)
      if !isServed { broken.append(connections[index]) }
    }
    connections.removeAll { broken.contains($0) }
  }

  private enum Opening {
    case opened(KeptConnection)
    /// The Service that had no endpoint.
    case unanswered(String)
  }

  private mutating func open(
    to backends: [[BackendRecord]],
    at now: Timestamp,
    _ view: GatewayView
  ) -> Opening {
    let candidates = backends.joined().filter { $0.weight > 0 && $0.foreignKind.isEmpty }
    var left = Int(generator.unit() * Double(candidates.reduce(0) { $0 + $1.weight }))
    for backend in candidates {
      left -= backend.weight
      guard left < 0 else { continue }
      let endpoints = view.endpoints(of: backend.service) ?? []
      guard !endpoints.isEmpty else { return .unanswered(backend.service.name) }
      let life = generator.duration(in: users.connectionLifetime / 2...users.connectionLifetime)
      let chosen = endpoints[Int(generator.unit() * Double(endpoints.count))]
      return .opened(KeptConnection(endpoint: chosen, closesAt: now + life))
    }
    return .unanswered(key.name)
  }
}
