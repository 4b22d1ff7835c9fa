import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Synchronization
import Testing
import Time

/// What the operator asks of pods while a canary is judged, and what it makes of their silence.
struct EvidenceWorldTests {
  private final class Scrapes: Sendable {
    private let state = Mutex<[(at: Timestamp, pod: String)]>([])

    /// The API server forwards scrapes to pods.
    func note(_ request: RequestRecord) {
      guard request.target.contains("/proxy/") else { return }
      let parts = request.target.split(separator: "/")
      guard let pod = parts.firstIndex(of: "pods").map({ parts[$0 + 1] }) else { return }
      state.withLock { $0.append((request.at, String(pod.prefix { $0 != ":" }))) }
    }

    func of(_ pod: String) -> [Timestamp] {
      state.withLock { $0.filter { $0.pod == pod }.map(\.at) }
    }

    func forget() { state.withLock { $0 = [] } }

    var pods: [String] { Set(state.withLock { $0.map(\.pod) }).sorted() }
    var times: [Timestamp] { state.withLock { $0.map(\.at) } }
  }

  private let scrapes = Scrapes()

  private func world(seed: UInt64, faults: FaultScript = FaultScript()) throws -> OperatorWorld {
    var settings = WorldSettings(seed: seed)
    settings.faults = faults
    settings.cluster.nodeCount = 8
    let scrapes = scrapes
    let world = OperatorWorld(settings, observers: WorldObservers(onRequest: { scrapes.note($0) }))
    try world.installDefinition()
    world.startOperator()
    return world
  }

  private func deploy(_ tag: String, replicas: Int = 3, in world: OperatorWorld) throws {
    var object = try DemoManifest(tag: tag, forecastMode: "Off").object()
    object.json["spec"]?["scaling"]?["minReplicas"] = .integer(Int64(replicas))
    object.json["spec"]?["scaling"]?["maxReplicas"] = 60
    object.json["spec"]?["rollout"] = [
      "warmup": "0s", "drain": "5s", "steps": [["weight": 20, "hold": "5m"]],
    ]
    try world.apply(.physicsAPIs, object)
  }

  private func status(_ world: OperatorWorld) -> PhysicsAPIStatus {
    world.status(of: DemoManifest.key)
  }

  /// A canary that is being judged beside a stable revision.
  private func judged(_ tag: String, replicas: Int = 3, in world: OperatorWorld) throws {
    try deploy("v1.0.0", replicas: replicas, in: world)
    #expect(world.run(atMost: .seconds(900)) { status(world).phase == .steady })
    world.cluster.send(.constant(requestsPerSecond: 100), to: DemoManifest.key)
    world.run(for: .seconds(30))
    try deploy(tag, replicas: replicas, in: world)
    let isJudged = world.run(atMost: .seconds(900)) {
      [.verifying, .holding].contains(status(world).canary?.stage)
    }
    #expect(isJudged)
  }

  @Test("no pod is read twice within 9 s, and none is left unread for long")
  func pace() throws {
    let world = try world(seed: 21)
    try judged("v1.1.0", in: world)
    scrapes.forget()
    world.run(for: .seconds(120))
    #expect(scrapes.pods.count == 4)
    for pod in scrapes.pods {
      let times = scrapes.of(pod)
      let gaps = zip(times, times.dropFirst()).map { $1 - $0 }
      #expect(gaps.allSatisfy { $0 >= .seconds(9) && $0 <= .seconds(13) }, "\(pod): \(gaps)")
      #expect(times.count >= 9)
    }
    world.stop()
  }

  @Test("of thirty stable pods twenty are read at a time, and all of them within two minutes")
  func turns() throws {
    let world = try world(seed: 22)
    try judged("v1.1.0", replicas: 30, in: world)
    let canary = status(world).canary?.revision ?? ""
    let pods = world.cluster.server.objects.list(.pods, namespace: "default")
    let stable = Set(pods.filter { $0.label(Keys.revision) != canary }.map(\.name))
    #expect(stable.count == 30)
    scrapes.forget()
    world.run(for: .seconds(130))
    #expect(stable.isSubset(of: scrapes.pods))
    let first = scrapes.times.first ?? world.clock.timestamp
    let atOnce = stable.count { scrapes.of($0).contains { $0 - first < .seconds(5) } }
    #expect(atOnce == 20)
    world.stop()
  }

  @Test("metrics that cannot be read hold the weight and say which pods and why")
  func unreadable() throws {
    let world = try world(seed: 23)
    try judged("v1.1.0", in: world)
    world.cluster.spoilMetrics(of: DemoManifest.key, .unavailable, for: .seconds(120))
    let isSaid = world.run(atMost: .seconds(60)) {
      metrics(status(world))?.status == .no
    }
    #expect(isSaid)
    let message = metrics(status(world))?.message ?? ""
    #expect(message.contains("answered 503 instead of 200"), "\(message)")
    #expect(status(world).canary?.weight == 20)
    #expect(world.run(atMost: .seconds(200)) { metrics(status(world))?.status == .yes })
    world.stop()
  }

  @Test("an abort does not wait for pods that hang while they are asked for their metrics")
  func hangingPods() throws {
    let hang = FaultRule(.hang(.seconds(60)), FaultScope(.get, kind: "pods", subresource: "proxy"))
    let world = try world(seed: 25, faults: FaultScript([hang]))
    try deploy("v1.0.0", in: world)
    #expect(world.run(atMost: .seconds(900)) { status(world).phase == .steady })
    try deploy("v1.1.0", in: world)
    #expect(world.run(atMost: .seconds(900)) { status(world).traffic?.canaryWeight == 20 })
    world.run(for: .seconds(15))
    let users = world.cluster.server.objects.acting(as: "kubectl")
    var resource = try #require(users.get(.physicsAPIs, DemoManifest.key))
    resource.metadata["annotations"] = [Keys.abort: "now"]
    try users.update(.physicsAPIs, resource)
    #expect(world.run(atMost: .seconds(2)) { status(world).phase == .rollingBack })
    world.stop()
  }

  @Test("an operator that is killed again and again while it judges comes to the same verdict")
  func restarts() throws {
    let world = try world(seed: 24)
    try judged("v1.1.0-errors20", in: world)
    for _ in 0..<3 where status(world).phase == .progressing {
      world.killOperator()
      world.run(for: .seconds(2))
      world.startOperator()
      world.run(for: .seconds(15))
    }
    #expect(world.run(atMost: .seconds(300)) { status(world).phase == .rolledBack })
    let reason = status(world).rejected.last?.reason ?? ""
    #expect(["ErrorRateAboveLimit", "WorseThanStable"].contains(reason), "\(reason)")
    world.stop()
  }

  private func metrics(_ status: PhysicsAPIStatus) -> Condition? {
    status.conditions.first { $0.type == "MetricsAvailable" }
  }
}
