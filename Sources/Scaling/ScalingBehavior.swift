/// An HPA's `behavior`.
package struct ScalingBehavior: Hashable, Sendable {
  package var scaleUp: ScalingRules
  package var scaleDown: ScalingRules

  package init(scaleUp: ScalingRules, scaleDown: ScalingRules) {
    self.scaleUp = scaleUp
    self.scaleDown = scaleDown
  }

  /// What the API server fills in when an HPA names no behavior.
  package static let apiDefault = ScalingBehavior(
    scaleUp: ScalingRules(
      stabilizationWindow: .zero,
      selection: .max,
      policies: [.init(.pods(4), per: .seconds(15)), .init(.percent(100), per: .seconds(15))]
    ),
    scaleDown: ScalingRules(
      stabilizationWindow: .seconds(300),
      selection: .max,
      policies: [.init(.percent(100), per: .seconds(15))]
    )
  )

  /// The guide's: half at most per minute on the way down, doubling or four pods per 30 s on the way up.
  package static let guide = ScalingBehavior(
    scaleUp: ScalingRules(
      stabilizationWindow: .zero,
      selection: .max,
      policies: [.init(.percent(100), per: .seconds(30)), .init(.pods(4), per: .seconds(30))]
    ),
    scaleDown: ScalingRules(
      stabilizationWindow: .seconds(300),
      selection: .max,
      policies: [.init(.percent(50), per: .seconds(60))]
    )
  )
}
