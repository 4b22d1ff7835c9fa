import Time

/// What one run of a scenario showed.
package struct ScenarioReport: Sendable {
  package let scenario: String
  package let router: ScenarioRouter
  package let seed: UInt64
  /// Why it did not end as it must; `nil` when it did.
  package internal(set) var failure: String?
  package internal(set) var breaches: [Breach] = []
  /// From the first sign of a fault to weight 0 and the decision.
  package internal(set) var detection: Duration?
  package internal(set) var requests = 0
  package internal(set) var lived: Duration = .zero
  /// What happened, for the one who has to find out why.
  package internal(set) var timeline: [String] = []

  init(scenario: String, router: ScenarioRouter, seed: UInt64) {
    self.scenario = scenario
    self.router = router
    self.seed = seed
  }

  package var isGood: Bool { failure == nil && breaches.isEmpty }

  /// The command that plays the same run again.
  package var replay: String {
    "SCENARIO='\(scenario)' ROUTER='\(router.rawValue)' SEED=\(seed) "
      + "swift test -c release --skip-build --filter ScenarioTests"
  }

  package var description: String {
    let lines = [failure].compactMap(\.self) + breaches.map(\.description)
    return (["\(scenario), \(router.rawValue), seed \(seed)"] + lines + [replay])
      .joined(separator: "\n  ")
  }
}
