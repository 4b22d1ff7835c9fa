/// A misfortune or a wish in the life of a rollout, and how it must end.
package struct Scenario: Sendable {
  package let name: String
  /// What it shows, in a few words for the page.
  package let law: String
  package let routers: [ScenarioRouter]
  /// Edits of the spec that hold from the start.
  let spec: [ScenarioManifest.SpecEdit]
  /// Whether the service reads a ConfigMap.
  let readsConfig: Bool
  let startsDeployed: Bool
  /// Whether a second operator waits for the lease of the first.
  let hasStandby: Bool
  let steps: [ScenarioStep]
  let allowance: LossAllowance
  /// Why it is not played yet; `nil` when it is.
  package let pending: String?
  /// Breaches that must happen: the scenario is a control of the oracles themselves.
  package let mustBreach: String?

  init(
    _ name: String,
    law: String,
    routers: [ScenarioRouter] = ScenarioRouter.allCases,
    spec: [ScenarioManifest.SpecEdit] = [],
    readsConfig: Bool = false,
    startsDeployed: Bool = true,
    hasStandby: Bool = false,
    allowing allowance: LossAllowance = .none,
    pending: String? = nil,
    mustBreach: String? = nil,
    _ steps: [ScenarioStep]
  ) {
    self.name = name
    self.law = law
    self.routers = routers
    self.spec = spec
    self.readsConfig = readsConfig
    self.startsDeployed = startsDeployed
    self.hasStandby = hasStandby
    self.steps = steps
    self.allowance = allowance
    self.pending = pending
    self.mustBreach = mustBreach
  }

  /// What shows its fault first; `nil` where no detection is measured.
  var sign: FaultSign? {
    for case .detect(let sign) in steps { return sign }
    return nil
  }
}
