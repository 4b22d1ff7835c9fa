import APIMachinery
import CurlTransport
import EmbeddedAPIServer
import HTTPListener
import JSON
import KubernetesClient
import Logging
import Operator
import PhysicsResources
import Simulation

import Testing
import Time

/// The same operator as in the simulation, but with real sockets and libcurl between it and the API server.
struct SocketTests {
  @Test(
    "over sockets through libcurl a service becomes ready, is upgraded and takes its children along",
    .timeLimit(.minutes(2))
  )
  func wholeLife() async throws {
    let life = SocketLife()
    try await life.run { life in
      try life.apply(tag: "v1.0.0")
      try await life.wait { $0.phase == .steady && $0.history.count == 1 }
      life.cluster.send(.constant(requestsPerSecond: 200), to: DemoManifest.key)
      try life.apply(tag: "v1.1.0-errors100")
      try await life.wait { $0.phase == .rolledBack }
      // Which of the two checks is first to tell depends on when the socket brings which reading.
      let reason = life.status.rejected.last?.reason ?? ""
      #expect(["ErrorRateAboveLimit", "WorseThanStable"].contains(reason), "\(reason)")
      try life.cluster.server.objects.delete(.physicsAPIs, DemoManifest.key)
      try await life.waitUntil { life.children.isEmpty }
    }
  }
}

/// A cluster behind a listener on a free port, and an operator that reaches it through libcurl.
final class SocketLife: Sendable {
  struct TookTooLong: Error {
    let status: PhysicsAPIStatus
  }

  let cluster: SimulatedCluster
  private let clock = FastClock()

  init() {
    var settings = ClusterSettings(seed: 5)
    settings.startUp = .seconds(1)...(.seconds(3))
    let clock = clock
    cluster = SimulatedCluster(settings, now: { clock.timestamp })
  }

  func run(_ story: @escaping @Sendable (SocketLife) async throws -> Void) async throws {
    try cluster.server.objects.create(
      .customResourceDefinitions,
      APIObject(CustomResourceDefinition.physicsAPI)
    )
    let transport = try CurlTransport()
    let (ports, port) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: cluster.server) {
      port.yield($0)
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      group.addTask { await self.live() }
      for await bound in ports {
        let theOperator = self.theOperator(transport, port: bound)
        group.addTask { await theOperator.run() }
        break
      }
      try await story(self)
      group.cancelAll()
    }
    await transport.shutdown()
  }

  func apply(tag: String) throws {
    var object = try DemoManifest(tag: tag).object()
    object.json["spec"]?["rollout"] = [
      "warmup": "0s", "drain": "5s", "steps": [["weight": 50, "hold": "60s"]],
    ]
    let objects = cluster.server.objects
    guard var present = objects.get(.physicsAPIs, DemoManifest.key) else {
      try objects.create(.physicsAPIs, object)
      return
    }
    present.json["spec"] = object.json["spec"]
    try objects.update(.physicsAPIs, present)
  }

  var status: PhysicsAPIStatus {
    PhysicsAPIStatus(
      json: cluster.server.objects.get(.physicsAPIs, DemoManifest.key)?.status ?? [:]
    )
  }

  /// Names of what was made for the service and is still there.
  var children: [String] {
    [ResourceType.deployments, .services, .horizontalPodAutoscalers, .httpRoutes].flatMap {
      cluster.server.objects.list($0, namespace: "default").map(\.name).filter {
        $0 != "kubernetes"
      }
    }
  }

  func wait(until isSo: @escaping (PhysicsAPIStatus) -> Bool) async throws {
    try await waitUntil { isSo(self.status) }
  }

  /// At most 20 simulated minutes.
  func waitUntil(_ isSo: () -> Bool) async throws {
    for _ in 0..<1_200 {
      if isSo() { return }
      try await clock.sleep(for: .seconds(1))
    }
    throw TookTooLong(status: status)
  }

  private func live() async {
    while !Task.isCancelled {
      cluster.step(to: clock.timestamp)
      do { try await clock.sleep(for: .seconds(1)) } catch { return }
    }
  }

  private func theOperator(_ transport: CurlTransport, port: Int) -> ServiceOperator {
    ServiceOperator(
      client: KubernetesClient(transport: transport, origin: "http://127.0.0.1:\(port)"),
      transport: transport,
      clock: clock,
      options: OperatorOptions(
        namespace: "default",
        workers: 2,
        isInCluster: false,
        instance: "socket-test",
        seed: 5
      ),
      logger: Logger(label: "socket-test") { _ in SwiftLogNoOpLogHandler() }
    )
  }
}
