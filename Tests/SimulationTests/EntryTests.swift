import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time

@Suite("Ways into an application")
struct EntryTests {
  /// Two revisions of three pods each behind `api-stable` and `api-canary`, without an entry.
  private func world(seed: UInt64) -> TestWorld {
    let world = TestWorld(ClusterSettings(seed: seed), installsTraefik: true)
    world.install(TestObjects.deployment(), .deployments)
    world.install(TestObjects.deployment("api-v2", revision: "v2"), .deployments)
    world.install(TestObjects.service("api-stable"), .services)
    world.install(TestObjects.service("api-canary", selecting: "v2"), .services)
    return world
  }

  private func send(_ world: TestWorld, _ users: TrafficUsers) {
    world.run(seconds: 90)
    world.cluster.send(.constant(requestsPerSecond: 60), to: TestWorld.application, by: users)
  }

  private func share(of revision: String, in world: TestWorld) -> Double {
    Double(world.traffic.counts(of: revision).sent) / Double(world.traffic.counts.sent)
  }

  private func traefikService(_ weights: (JSONValue, JSONValue)) -> JSONValue {
    [
      "apiVersion": "traefik.io/v1alpha1", "kind": "TraefikService",
      "metadata": ["name": "split", "namespace": "default"],
      "spec": [
        "weighted": [
          "services": [
            ["name": "api-stable", "port": 80, "weight": weights.0],
            ["name": "api-canary", "port": "http", "weight": weights.1],
          ]
        ]
      ],
    ]
  }

  @Test("requests follow the weights of a TraefikService")
  func traefik() {
    let world = world(seed: 41)
    world.install(traefikService((80, 20)), .traefikServices)
    var users = TrafficUsers()
    users.entry = .traefikService("split")
    send(world, users)
    world.run(seconds: 300)
    #expect(abs(share(of: "v2", in: world) - 0.2) < 0.01)
    world.change(.traefikServices, "split") { $0.json["spec"] = traefikService((100, 0))["spec"] }
    world.run(seconds: 15)
    let before = world.traffic.counts(of: "v2").sent
    world.run(seconds: 30)
    #expect(world.traffic.counts(of: "v2").sent == before)
    #expect(world.traffic.losses == [])
  }

  @Test("a TraefikService has weights from zero on, and names what it leads to")
  func traefikSchema() {
    let world = TestWorld(ClusterSettings(seed: 42), installsTraefik: true)
    #expect(throws: APIStatus.self) {
      try world.objects.create(.traefikServices, APIObject(traefikService((100, -1))))
    }
    var nameless = traefikService((100, 0))
    nameless["spec"]?["weighted"]?["services"] = [["port": 80, "weight": 100]]
    #expect(throws: APIStatus.self) {
      try world.objects.create(.traefikServices, APIObject(nameless))
    }
  }

  @Test("without Traefik's definitions nobody serves a TraefikService")
  func withoutTraefik() {
    let world = TestWorld(seed: 43)
    #expect(throws: APIStatus.self) {
      try world.objects.create(.traefikServices, APIObject(traefikService((100, 0))))
    }
  }

  @Test("a user's route sends each request by the rule that its path matches best")
  func rules() {
    let world = world(seed: 44)
    let rules: JSONValue = [
      [
        "matches": [["path": ["type": "PathPrefix", "value": "/"]]],
        "backendRefs": [TestObjects.backend("api-stable", 1)],
      ],
      [
        "matches": [["path": ["type": "PathPrefix", "value": "/predict"]]],
        "backendRefs": [
          TestObjects.backend("api-stable", 50), TestObjects.backend("api-canary", 50),
        ],
      ],
      [
        "matches": [["path": ["type": "Exact", "value": "/predict/all"]]],
        "backendRefs": [TestObjects.backend("api-canary", 1)],
      ],
    ]
    var route = TestObjects.route([])
    route["metadata"] = ["name": "of-the-user", "namespace": "default"]
    route["spec"]?["rules"] = rules
    world.install(route, .httpRoutes)
    var users = TrafficUsers()
    users.entry = .httpRoute("of-the-user")
    users.paths = ["/", "/predicted", "/predict/one", "/predict/all"]
    send(world, users)
    world.run(seconds: 300)
    // Half of a quarter, and a quarter.
    #expect(abs(share(of: "v2", in: world) - 0.375) < 0.02)
    #expect(world.traffic.losses == [])
  }

  @Test("a request that no rule matches leads nowhere")
  func noRule() {
    let world = world(seed: 45)
    var route = TestObjects.route([("api-stable", 1)])
    route["spec"]?["rules"] = [
      [
        "matches": [["path": ["type": "Exact", "value": "/only"]]],
        "backendRefs": [TestObjects.backend("api-stable", 1)],
      ]
    ]
    world.install(route, .httpRoutes)
    send(world, TrafficUsers())
    world.run(seconds: 60)
    #expect(world.traffic.lost(.noBackend) == world.traffic.counts.sent)
  }

  @Test(
    "kept connections stay with their pod when the weights move, and leave it when it is told to end"
  )
  func keptConnections() {
    let world = world(seed: 46)
    world.install(TestObjects.route([("api-stable", 50), ("api-canary", 50)]), .httpRoutes)
    var users = TrafficUsers()
    users.keptShare = 1
    users.connectionLifetime = .seconds(3_600)
    send(world, users)
    world.run(seconds: 60)
    world.change(.httpRoutes, "api") { route in
      route.json["spec"] = TestObjects.route([("api-stable", 100), ("api-canary", 0)])["spec"]
    }
    world.run(seconds: 30)
    let before = world.traffic.counts(of: "v2").sent
    world.run(seconds: 30)
    #expect(world.traffic.counts(of: "v2").sent > before)
    world.change(.deployments, "api-v2") { $0.json["spec"]?["replicas"] = 0 }
    world.run(seconds: 60)
    let after = world.traffic.counts(of: "v2").sent
    world.run(seconds: 30)
    #expect(world.traffic.counts(of: "v2").sent == after)
    #expect(world.traffic.losses == [])
  }

  @Test(
    "an affliction strikes the revision it names; one of a shared dependency strikes all while another serves"
  )
  func afflictions() {
    let world = world(seed: 48)
    world.install(TestObjects.route([("api-stable", 50), ("api-canary", 50)]), .httpRoutes)
    send(world, TrafficUsers())
    world.cluster.afflict(TestWorld.application, with: [.revision("v1", percent: 20)])
    world.run(seconds: 60)
    #expect(world.traffic.counts(of: "v1").failed > 0)
    #expect(world.traffic.counts(of: "v2").failed == 0)
    let shared = Affliction.sharedDependency(healthyWith: "v1", percent: 20)
    world.cluster.afflict(TestWorld.application, with: [shared])
    world.run(seconds: 60)
    #expect(world.traffic.counts(of: "v2").failed > 0)
    world.change(.httpRoutes, "api") { route in
      route.json["spec"] = TestObjects.route([("api-stable", 100), ("api-canary", 0)])["spec"]
    }
    world.run(seconds: 15)
    let before = world.traffic.counts(of: "v1").failed
    world.run(seconds: 60)
    #expect(world.traffic.counts(of: "v1").failed == before)
  }
}
