import APIMachinery
import EmbeddedAPIServer
import JSON
import Simulation
import Testing
import Time
import Transport

@Suite("A running world")
struct RunningWorldTests {
  /// A cluster and a client that scales it, as tasks on one executor.
  private func history(seed: UInt64, shuffleSeed: UInt64?) -> (writes: [String], lost: Int) {
    let world = TestWorld(seed: seed)
    let executor = SimulationExecutor(clock: world.clock, shuffleSeed: shuffleSeed)
    world.install(TestObjects.deployment(preStop: 0), .deployments)
    world.install(TestObjects.service(), .services)
    world.cluster.send(.constant(requestsPerSecond: 40), to: TestWorld.application)
    let tasks = [
      executor.start { try? await world.cluster.run(on: world.clock) },
      executor.start { await scaleUpAndDown(world) },
    ]
    executor.run(until: TestWorld.start + .seconds(240))
    for task in tasks { task.cancel() }
    executor.drain()
    return (world.journal.all, world.traffic.counts.lost)
  }

  @Test("one seed gives one history, whatever the process does", arguments: [3] as [UInt64?])
  func replays(shuffleSeed: UInt64?) {
    let first = history(seed: 51, shuffleSeed: shuffleSeed)
    let second = history(seed: 51, shuffleSeed: shuffleSeed)
    #expect(first.writes.count > 50)
    #expect(first.writes == second.writes, "seed 51, shuffle \(String(describing: shuffleSeed))")
    #expect(first.lost == second.lost)
    #expect(first.writes != history(seed: 52, shuffleSeed: shuffleSeed).writes)
  }

  @Test("steps of any length come to the same world")
  func stepLength() {
    let worlds = [1, 1, 60].map { length in
      let world = TestWorld(seed: 53)
      world.install(TestObjects.deployment(), .deployments)
      for _ in 0..<(120 / length) {
        world.clock.advance(to: world.clock.timestamp + .seconds(length))
        world.cluster.step(to: world.clock.timestamp)
      }
      return world.readyReplicas("api-v1")
    }
    #expect(worlds == [3, 3, 3])
  }
}

/// Asks for more and fewer replicas through the API, once every 40 s.
private func scaleUpAndDown(_ world: TestWorld) async {
  let transport = InProcessTransport(world.cluster.server)
  for replicas in [5, 2, 6, 1] {
    try? await world.clock.sleep(for: .seconds(40))
    let patch: JSONValue = ["spec": ["replicas": .integer(Int64(replicas))]]
    let request = HTTPRequest(
      .patch,
      origin: "https://server",
      target: "/apis/apps/v1/namespaces/default/deployments/api-v1/scale",
      headers: ["Content-Type": "application/merge-patch+json"],
      body: patch.jsonBytes
    )
    _ = try? await transport.response(to: request)
  }
}
