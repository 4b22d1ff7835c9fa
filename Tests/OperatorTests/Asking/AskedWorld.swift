import EmbeddedAPIServer
import KubernetesClient
import Operator
import PhysicsResources
import Planning
import Simulation
import Testing
import Time

/// The real operator in a simulated cluster, asked for verbs as a person would.
final class AskedWorld {
  let world = OperatorWorld(WorldSettings(seed: 5))
  private var asked = 0

  init() throws {
    try world.installDefinition()
    world.startOperator()
    try roll(to: "v1.0.0")
    #expect(world.run(atMost: .seconds(600)) { self.status.phase == .steady })
    world.cluster.send(.constant(requestsPerSecond: 60), to: DemoManifest.key)
    world.run(for: .seconds(60))
  }

  deinit {
    world.stop()
  }

  var status: PhysicsAPIStatus { world.status(of: DemoManifest.key) }

  var client: KubernetesClient {
    KubernetesClient(transport: InProcessTransport(world.cluster.server), origin: "http://server")
  }

  func roll(to tag: String) throws {
    try world.apply(.physicsAPIs, try DemoManifest(tag: tag).object())
  }

  func wait(until isSo: (PhysicsAPIStatus) -> Bool) {
    #expect(world.run(atMost: .seconds(3_600)) { isSo(self.status) })
  }

  /// Asks, lets the operator live for some seconds, and reads the answer.
  func ask(_ verb: RolloutVerb) async throws -> VerbOutcome {
    asked += 1
    let asker = VerbAsker(client: client, clock: FastClock())
    let object = try await asker.ask(verb, of: DemoManifest.key, nonce: "\(asked)")
    world.run(for: .seconds(3))
    return try await asker.outcome(of: verb, asked: object, nonce: "\(asked)")
  }
}
