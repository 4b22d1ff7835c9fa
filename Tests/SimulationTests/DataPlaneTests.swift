import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("The data plane")
struct DataPlaneTests {
  /// Two revisions of three pods each, ready and known to everybody, and users behind a route.
  private func world(
    seed: UInt64,
    weights: (Int, Int) = (50, 50),
    canaryImage: String = "example.org/api:2.0.0",
    rate: Double = 60,
    gatewayDelay: ClosedRange<Duration> = .zero ... .seconds(10)
  ) -> TestWorld {
    let world = TestWorld(seed: seed, gatewayDelay: gatewayDelay)
    world.install(TestObjects.deployment(), .deployments)
    let canary = TestObjects.deployment("api-v2", revision: "v2", image: canaryImage)
    world.install(canary, .deployments)
    world.install(TestObjects.service("api-stable"), .services)
    world.install(TestObjects.service("api-canary", selecting: "v2"), .services)
    let route = TestObjects.route([("api-stable", weights.0), ("api-canary", weights.1)])
    world.install(route, .httpRoutes)
    world.run(seconds: 90)
    world.cluster.send(.constant(requestsPerSecond: rate), to: TestWorld.application)
    return world
  }

  @Test("requests follow the weights in expectation", arguments: [21, 22, 23])
  func followsWeights(seed: UInt64) {
    let world = world(seed: seed, weights: (90, 10))
    world.run(seconds: 600)
    let sent = Double(world.traffic.counts.sent)
    let share = Double(world.traffic.counts(of: "v2").sent) / sent
    // 36 000 requests: three standard deviations are 0.5 points.
    #expect(abs(share - 0.1) < 0.005, "seed \(seed): \(share)")
    #expect(abs(sent / 600 - 60) < 1, "seed \(seed)")
    #expect(world.traffic.counts.lost == 0)
  }

  @Test("pods of the same backend get equal parts")
  func sharesEvenly() async throws {
    let world = world(seed: 24, weights: (100, 0))
    world.run(seconds: 300)
    let total = "http_requests_total{handler=\"/predict\",method=\"POST\",status=\"2xx\"}"
    var counts: [Double] = []
    for pod in world.pods() {
      try await counts.append(#require(ExpositionReader(pod.name, world).value(total)))
    }
    #expect(counts.count == 3)
    #expect((counts.max() ?? 0) - (counts.min() ?? 0) < 200)
  }

  @Test("no request is lost while pods roll over with a pre-stop sleep longer than any delay")
  func losesNothingWhenDraining() {
    let world = world(seed: 25, weights: (100, 0))
    world.change(.deployments, "api-v1") { object in
      object.json["spec"]?["template"]?["spec"]?["terminationGracePeriodSeconds"] = 50
    }
    world.run(seconds: 300)
    #expect(world.traffic.counts.sent > 15_000)
    #expect(world.traffic.losses == [], "seed 25")
  }

  @Test("pods that end at once lose the requests that still come to them", arguments: [26, 27, 28])
  func seesLossesWithoutDrain(seed: UInt64) throws {
    let world = world(seed: seed, weights: (100, 0))
    world.run(seconds: 60)
    #expect(world.traffic.counts.lost == 0, "seed \(seed)")
    for pod in world.pods() {
      try world.objects.delete(.pods, pod.key, DeletionRequest(gracePeriodSeconds: 0))
    }
    world.run(seconds: 60)
    #expect(world.traffic.lost(.podGone) > 0, "seed \(seed)")
    #expect(world.traffic.lost(.noEndpoints) > 0, "seed \(seed)")
  }

  @Test("a pod without a pre-stop sleep refuses what the gateway still sends after SIGTERM")
  func seesRefusals() throws {
    let world = TestWorld(seed: 29)
    world.install(TestObjects.deployment(preStop: 0), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 90)
    world.cluster.send(.constant(requestsPerSecond: 60), to: TestWorld.application)
    world.run(seconds: 30)
    let victim = try #require(world.pods().first)
    try world.objects.delete(.pods, victim.key)
    world.run(seconds: 30)
    let refused = world.traffic.losses.filter { $0.cause == .stopped }
    #expect(!refused.isEmpty)
    #expect(refused.allSatisfy { $0.target == victim.name && $0.revision == "v1" })
  }

  @Test("scaling down a revision that still has weight loses requests; after a drain it loses none")
  func needsDrain() {
    for (drain, isLossy) in [(0, true), (30, false)] {
      let world = world(seed: 30, weights: (50, 50))
      world.run(seconds: 60)
      world.change(.httpRoutes, "api") { route in
        route.json["spec"] = TestObjects.route([("api-stable", 100), ("api-canary", 0)])["spec"]
      }
      world.run(seconds: drain)
      for pod in world.pods("v2") {
        let request = DeletionRequest(gracePeriodSeconds: 0)
        _ = try? world.objects.delete(.pods, pod.key, request)
      }
      world.run(seconds: 60)
      #expect((world.traffic.counts.lost > 0) == isLossy, "drain \(drain) s")
    }
  }

  @Test("without any delay even a careless scale-down loses nothing: such a world proves nothing")
  func delaysMatter() {
    var settings = ClusterSettings(seed: 31)
    settings.gatewayDelay = .zero ... .zero
    settings.endpointDelay = .zero ... .zero
    let world = TestWorld(settings)
    world.install(TestObjects.deployment(preStop: 0), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 60)
    world.cluster.send(.constant(requestsPerSecond: 60), to: TestWorld.application)
    world.run(seconds: 10)
    world.change(.deployments, "api-v1") { $0.json["spec"]?["replicas"] = 1 }
    world.run(seconds: 60)
    #expect(world.traffic.counts.lost == 0)
  }

  @Test("a fifth of the answers of an -errors20 image are 500, and only of that revision")
  func countsErrors() {
    let world = world(seed: 32, weights: (50, 50), canaryImage: "example.org/api:2-errors20")
    world.run(seconds: 300)
    let canary = world.traffic.counts(of: "v2")
    #expect(abs(Double(canary.failed) / Double(canary.sent) - 0.2) < 0.015)
    #expect(world.traffic.counts(of: "v1").failed == 0)
  }

  @Test("a slow image answers later")
  func measuresLatency() {
    let world = world(seed: 33, weights: (50, 50), canaryImage: "example.org/api:2-slow")
    world.run(seconds: 120)
    #expect(world.traffic.counts(of: "v1").meanLatency < .milliseconds(80))
    #expect(world.traffic.counts(of: "v2").meanLatency > .milliseconds(300))
  }

  @Test("pods above their capacity answer late, then 503")
  func overloads() {
    let world = world(seed: 34, weights: (100, 0), rate: 450)
    world.run(seconds: 120)
    let counts = world.traffic.counts
    // Three pods answer 300 requests a second; a third of 450 is too many.
    #expect(abs(Double(counts.overloaded) / Double(counts.sent) - 1 / 3) < 0.05)
    #expect(counts.meanLatency > .milliseconds(1_500))
  }

  @Test("a route to a Service without endpoints loses that share")
  func losesWithoutEndpoints() {
    let world = world(seed: 35, weights: (80, 20))
    world.run(seconds: 30)
    world.change(.deployments, "api-v2") { $0.json["spec"]?["replicas"] = 0 }
    world.run(seconds: 120)
    let before = world.traffic
    world.run(seconds: 300)
    let lost = world.traffic.lost(.noEndpoints) - before.lost(.noEndpoints)
    let sent = world.traffic.counts.sent - before.counts.sent
    #expect(abs(Double(lost) / Double(sent) - 0.2) < 0.02)
  }

  @Test("without a route requests go to the Service of the application's name")
  func usesMainService() {
    let world = TestWorld(seed: 36)
    world.cluster.send(.constant(requestsPerSecond: 30), to: TestWorld.application)
    world.run(seconds: 10)
    #expect(world.traffic.lost(.noBackend) == world.traffic.counts.sent)
    world.install(TestObjects.deployment(), .deployments)
    world.install(TestObjects.service(), .services)
    world.run(seconds: 90)
    let before = world.traffic.counts.lost
    world.run(seconds: 60)
    #expect(world.traffic.counts.lost == before)
    #expect(world.traffic.counts(of: "v1").succeeded > 1_500)
  }

  @Test("ready pods are added up each minute")
  func podMinutes() {
    let world = world(seed: 37, weights: (90, 10))
    world.run(seconds: 20)
    let before = world.traffic.podMinutes
    world.run(seconds: 180)
    #expect(world.traffic.readyPods == 6)
    #expect(world.traffic.podMinutes - before == 18)
    #expect(world.traffic.revisions.map(\.name) == ["v1", "v2"])
  }
}
