import EmbeddedAPIServer
import APIMachinery
import PhysicsResources
import Simulation
import Testing
import Time

/// The real operator in the simulated cluster, judged write by write.
struct OperatorWorldTests {
  private static let seed: UInt64 = 7

  @Test("a good upgrade is promoted through its weights and loses no request")
  func goodUpgrade() throws {
    let run = try JudgedRun(seed: Self.seed)
    try run.deploy()
    try run.roll(to: "v1.1.0")
    #expect(run.world.run(atMost: .seconds(3 * 3_600)) { run.status.history.count == 2 })
    #expect(run.status.phase == .steady)
    #expect(run.status.history.map(\.outcome) == [.promoted, .promoted])
    #expect(run.lost == 0, "seed \(Self.seed)")
    #expect(run.bench.breaches == [], "seed \(Self.seed)")
    run.world.stop()
  }

  @Test(
    "a bad upgrade is rolled back and stable loses no request",
    arguments: ["v1.1.0-errors20", "v1.1.0-crashloop", "v1.1.0-pullerror", "v1.1.0-neverready"]
  )
  func badUpgrade(tag: String) throws {
    let run = try JudgedRun(seed: Self.seed)
    try run.deploy()
    let stable = run.status.stable?.revision
    try run.roll(to: tag)
    #expect(run.world.run(atMost: .seconds(3 * 3_600)) { run.status.phase == .rolledBack })
    #expect(run.status.stable?.revision == stable)
    #expect(run.lost == 0, "seed \(Self.seed)")
    #expect(run.bench.breaches == [], "seed \(Self.seed)")
    run.world.stop()
  }

  @Test("a service at rest causes no write, and neither does a restart of the operator")
  func rest() throws {
    let run = try JudgedRun(seed: Self.seed)
    try run.deploy()
    run.world.run(for: .seconds(120))
    let before = run.bench.writes
    run.world.run(for: .seconds(30))
    run.world.killOperator()
    run.world.startOperator()
    run.world.run(for: .seconds(120))
    #expect(run.bench.writes == before, "seed \(Self.seed)")
    run.world.stop()
  }

  @Test("a deleted resource takes all of its children with it")
  func deletion() throws {
    let run = try JudgedRun(seed: Self.seed)
    try run.deploy()
    try run.world.cluster.server.objects.delete(.physicsAPIs, DemoManifest.key)
    run.world.run(for: .seconds(120))
    let types: [ResourceType] = [
      .deployments, .replicaSets, .pods, .services, .horizontalPodAutoscalers,
      .podDisruptionBudgets, .controllerRevisions, .httpRoutes, .endpointSlices,
    ]
    for type in types {
      let left = run.world.cluster.server.objects.list(type, namespace: "default").map(\.name)
        .filter { $0 != "kubernetes" }
      #expect(left == [], "\(type.kind) are left")
    }
    run.world.stop()
  }

  @Test("leaves nothing behind when it is over", arguments: [false, true])
  func isGone(hasOperator: Bool) throws {
    weak var cluster: SimulatedCluster?
    do {
      let world = OperatorWorld(WorldSettings(seed: 1))
      cluster = world.cluster
      try world.installDefinition()
      if hasOperator { world.startOperator() }
      world.run(for: .seconds(60))
      world.stop()
    }
    #expect(cluster == nil)
  }
}
