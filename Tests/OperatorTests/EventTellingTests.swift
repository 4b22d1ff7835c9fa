import APIMachinery
import EmbeddedAPIServer
import PhysicsResources
import Simulation
import Testing
import Time
import Transport

/// When the operator tells events.
struct EventTellingTests {
  private let wire = WireLog()

  private func world(_ faults: [FaultRule] = []) throws -> OperatorWorld {
    let wire = wire
    var settings = WorldSettings(seed: 3)
    settings.faults = FaultScript(faults)
    let world = OperatorWorld(settings, observers: WorldObservers(onSend: { wire.note($0) }))
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    return world
  }

  private var told: Int { wire.count(.post, containing: "/events") }

  @Test("E3: nothing is told while the status that it is about cannot be written")
  func statusFirst() throws {
    let world = try world([
      FaultRule(
        .answer(code: 500, retryAfter: nil),
        FaultScope(.update, kind: "physicsapis"),
        until: .seconds(60)
      )
    ])
    world.run(for: .seconds(59))
    #expect(told == 0)
    #expect(
      world.run(atMost: .seconds(600)) { world.status(of: DemoManifest.key).phase == .steady }
    )
    #expect(told > 0)
    world.stop()
  }

  @Test("E3: events tell of transitions: a service at rest tells nothing, restart or not")
  func transitionsOnly() throws {
    let world = try world()
    #expect(
      world.run(atMost: .seconds(600)) { world.status(of: DemoManifest.key).phase == .steady }
    )
    world.run(for: .seconds(10))
    let before = told
    #expect(before > 0)
    world.run(for: .seconds(900))
    world.killOperator()
    world.startOperator()
    world.run(for: .seconds(900))
    #expect(told == before)
    world.stop()
  }
}
