import Time

/// What happens to one service in one simulated world: drawn from a seed, or written by hand.
///
/// ```
/// seed 42
/// router GatewayAPI
/// operators 2
/// 30s roll to v2-errors30
/// 1m10s answer 503 to 20% of requests for 1m
/// 2m stop the operator for 40s
/// ```
package struct ChaosScript: Hashable, Sendable {
  /// Of the world: delays, start-up times, the order of tasks, the dice of faults.
  package var seed: UInt64
  package var router: ScenarioRouter
  /// Operator processes; two work under a lease.
  package var operators: Int
  /// In the order of their times.
  package var acts: [TimedAct]

  package init(seed: UInt64, router: ScenarioRouter, operators: Int, acts: [TimedAct]) {
    self.seed = seed
    self.router = router
    self.operators = operators
    self.acts = acts
  }

  package static let operatorsMax = 2
  /// A longer script says nothing that two shorter ones do not.
  package static let lengthMax = Duration.seconds(4 * 3_600)

  /// As `init(parsing:)` reads it back.
  package var text: String {
    let head = ["seed \(seed)", "router \(router.word)", "operators \(operators)"]
    return (head + acts.map(\.description)).joined(separator: "\n") + "\n"
  }

  /// When the last act is over.
  package var end: Duration { acts.map(\.end).max() ?? .zero }
}

extension ScenarioRouter {
  /// The router in one word.
  package var word: String {
    switch self {
    case .none: "None"
    case .gatewayAPI: "GatewayAPI"
    case .usersRoute: "UsersRoute"
    case .traefik: "Traefik"
    }
  }
}
