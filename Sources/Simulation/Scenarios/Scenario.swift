/// A misfortune or a wish in the life of a rollout, and how it must end.
package struct Scenario: Sendable {
  package let name: String
  /// What it shows, in a few words for the page.
  package let law: String
  package let routers: [ScenarioRouter]
  /// Edits of the spec that hold from the start.
  let spec: [ScenarioManifest.SpecEdit]
  /// What the service reads its environment from; `nil` when from nothing.
  let environment: ScenarioEnvironment?
  let startsDeployed: Bool
  /// Whether a second operator waits for the lease of the first.
  let hasStandby: Bool
  let steps: [ScenarioStep]
  let allowance: LossAllowance
  /// Breaches that must happen: the scenario is a control of the oracles themselves.
  package let mustBreach: String?

  init(
    _ name: String,
    law: String,
    routers: [ScenarioRouter] = ScenarioRouter.allCases,
    spec: [ScenarioManifest.SpecEdit] = [],
    environment: ScenarioEnvironment? = nil,
    startsDeployed: Bool = true,
    hasStandby: Bool = false,
    allowing allowance: LossAllowance = .none,
    mustBreach: String? = nil,
    _ steps: [ScenarioStep]
  ) {
    self.name = name
    self.law = law
    self.routers = routers
    self.spec = spec
    self.environment = environment
    self.startsDeployed = startsDeployed
    self.hasStandby = hasStandby
    self.steps = steps
    self.allowance = allowance
    self.mustBreach = mustBreach
  }

  /// The router that a seed plays with: each in its turn.
  package func router(for seed: UInt64) -> ScenarioRouter {
    routers[Int(seed % UInt64(max(1, routers.count)))]
  }

  /// What shows its fault first; `nil` where no detection is measured.
  var sign: FaultSign? {
    for case .detect(let sign) in steps { return sign }
    return nil
  }
}
