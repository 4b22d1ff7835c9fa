import Simulation

/// Rows of the catalogue that are not played in CI yet, each with its reason; they can be played by name.
enum OpenScenarios {
  static func reason(_ scenario: Scenario, _ router: ScenarioRouter) -> String? {
    rows.first { row in
      row.scenario == scenario.name && (row.router == nil || row.router == router)
    }?.reason
  }

  /// `nil` stands for every router.
  private static let rows: [(scenario: String, router: ScenarioRouter?, reason: String)] = [
    (
      "a foreign object under our name", ScenarioRouter.none,
      "without a router no target is written"
    )
  ]
}
