import APIMachinery
import PhysicsResources
import Time

/// What the demo plays, and in what order.
package enum DemoScenario: String, CaseIterable, Sendable {
  case all
  case goodUpgrade = "good-upgrade"
  case badUpgrade = "bad-upgrade"
  case loadSpike = "load-spike"
}

/// Plays the whole life of a service in simulated time and checks what it tells; prints nothing that it did not see.
package struct DemoStory {
  package struct Failure: Error, CustomStringConvertible {
    package let description: String
  }

  let scenario: DemoScenario
  let seed: UInt64
  let breaksRollback: Bool
  let tell: (String) -> Void

  package init(
    scenario: DemoScenario,
    seed: UInt64,
    breaksRollback: Bool,
    tell: @escaping (String) -> Void
  ) {
    self.scenario = scenario
    self.seed = seed
    self.breaksRollback = breaksRollback
    self.tell = tell
  }

  /// Throws when something that the story promises did not happen.
  package func play() throws {
    tell(
      "Physics Operator demo, seed \(seed): an embedded API server, 3 simulated nodes, virtual time"
    )
    if scenario != .loadSpike {
      let upgrades = try UpgradeScenes(self)
      try upgrades.deploy()
      if scenario != .badUpgrade { try upgrades.upgrade() }
      if scenario != .goodUpgrade { try upgrades.failingUpgrade() }
      upgrades.end()
    }
    if scenario == .all || scenario == .loadSpike { try LoadScene(self).play() }
    tell("")
    tell("all promises kept")
  }

  func heading(_ text: String) {
    tell("")
    tell("== \(text)")
  }

  func require(_ isKept: Bool, _ promise: String) throws {
    guard isKept else { throw Failure(description: "broken promise: \(promise)") }
  }
}
