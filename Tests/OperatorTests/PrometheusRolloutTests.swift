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

/// Rollouts that are judged by what a real Prometheus scraped, all over sockets and in real time.
@Suite(
  "Rollouts judged by a real Prometheus",
  .enabled(if: ScrapingPrometheus.isInstalled, "needs prometheus: apt-get install prometheus"),
  .timeLimit(.minutes(4))
)
struct PrometheusRolloutTests {
  @Test("a query of the user's own takes a bad canary back")
  func rollback() async throws {
    try await PrometheusLife().run { life, _ in
      try life.apply(tag: "v1.0.0")
      try await life.wait { $0.phase == .steady && $0.history.count == 1 }
      life.cluster.send(.constant(requestsPerSecond: 100), to: DemoManifest.key)
      try life.apply(tag: "v1.1.0-errors50")
      try await life.wait { $0.phase == .rolledBack }
      #expect(life.status.rejected.last?.reason == "QueryOutsideLimit")
      #expect(life.status.traffic?.canaryWeight == 0)
    }
  }

  @Test("while Prometheus is away the weight holds and a condition says so; then it goes on")
  func outage() async throws {
    try await PrometheusLife().run { life, prometheus in
      try life.apply(tag: "v1.0.0")
      try await life.wait { $0.phase == .steady && $0.history.count == 1 }
      life.cluster.send(.constant(requestsPerSecond: 100), to: DemoManifest.key)
      try life.apply(tag: "v1.1.0")
      try await life.wait { $0.canary?.stage == .holding && $0.metrics?.status == .yes }
      prometheus.kill()
      try await life.wait { $0.metrics?.status == .no }
      let message = life.status.metrics?.message ?? ""
      #expect(message.contains("Prometheus cannot be asked: no connection"), "\(message)")
      #expect(life.status.metrics?.reason == "MetricsUnreadable")
      // Until long after the hold of its step.
      try await Seconds.sleep(25)
      #expect(life.status.canary?.weight == 50)
      #expect(life.status.phase == .progressing)
      #expect(life.status.traffic?.canaryWeight == 50)
      try prometheus.startAgain()
      try await life.wait { $0.metrics?.status == .yes }
      try await life.wait { $0.traffic?.canaryWeight == 100 }
    }
  }
}

extension PhysicsAPIStatus {
  fileprivate var metrics: Condition? { conditions.first { $0.type == "MetricsAvailable" } }
}

/// A cluster behind a listener, an operator and a Prometheus, all of this machine's time.
private final class PrometheusLife: Sendable {
  struct TookTooLong: Error {
    let status: PhysicsAPIStatus
  }

  let cluster: SimulatedCluster
  private let clock = RealClock()
  private let origin = OnceKnown<String>()

  init() {
    var settings = ClusterSettings(seed: 5)
    settings.startUp = .seconds(1)...(.seconds(1))
    settings.imagePull = .zero ... .zero
    settings.gatewayDelay = .zero ... .seconds(1)
    let clock = clock
    cluster = SimulatedCluster(settings, now: { clock.timestamp })
  }

  func run(
    _ story: @escaping @Sendable (PrometheusLife, ScrapingPrometheus) async throws -> Void
  ) async throws {
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
        let prometheus = try ScrapingPrometheus(configuration: Self.configuration(port: bound))
        defer { prometheus.stop() }
        origin.set(prometheus.origin)
        let theOperator = self.theOperator(transport, port: bound)
        group.addTask { await theOperator.run() }
        try await story(self, prometheus)
        break
      }
      group.cancelAll()
    }
    await transport.shutdown()
  }

  /// Nothing but the query judges: the error rate has no limit, and nobody is compared.
  func apply(tag: String) throws {
    var object = try DemoManifest(tag: tag, forecastMode: "Off").object()
    object.json["spec"]?["metrics"] = [
      "source": "Prometheus", "prometheus": ["url": .string(origin.value ?? "")],
    ]
    object.json["spec"]?["rollout"] = [
      "warmup": "0s", "drain": "1s", "bake": "1s", "steps": [["weight": 50, "hold": "30s"]],
      "analysis": [
        "interval": "10s", "window": "30s", "maxErrorRate": 1, "minimumRequests": 50,
        "comparison": ["enabled": false],
        "queries": [
          ["name": "errors", "max": 0.1, "promQL": .string(Self.query)]
        ],
      ],
    ]
    let objects = cluster.server.objects
    guard var present = objects.get(.physicsAPIs, DemoManifest.key) else {
      try objects.create(.physicsAPIs, object)
      return
    }
    present.json["spec"] = object.json["spec"]
    try objects.update(.physicsAPIs, present)
  }

  private static let query = """
    (sum(rate(http_requests_total{pod=~"$(pods)",status=~"5.*"}[$(window)])) or vector(0)) \
    / sum(rate(http_requests_total{pod=~"$(pods)"}[$(window)]))
    """

  var status: PhysicsAPIStatus {
    PhysicsAPIStatus(
      json: cluster.server.objects.get(.physicsAPIs, DemoManifest.key)?.status ?? [:]
    )
  }

  /// At most a minute and a half.
  func wait(until isSo: (PhysicsAPIStatus) -> Bool) async throws {
    for _ in 0..<450 {
      if isSo(status) { return }
      try await Seconds.sleep(0.2)
    }
    throw TookTooLong(status: status)
  }

  private func live() async {
    while !Task.isCancelled {
      cluster.step(to: clock.timestamp)
      do { try await Seconds.sleep(0.2) } catch { return }
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
        instance: "prometheus-test",
        seed: 5
      ),
      logger: Logger(label: "prometheus-test") { _ in SwiftLogNoOpLogHandler() }
    )
  }

  private static func configuration(port: Int) -> String {
    """
    scrape_configs:
      - job_name: simulation
        scrape_interval: 1s
        scrape_timeout: 1s
        http_sd_configs:
          - url: http://127.0.0.1:\(port)\(SimulatedCluster.targetsPath)
            refresh_interval: 1s
    """
  }
}
