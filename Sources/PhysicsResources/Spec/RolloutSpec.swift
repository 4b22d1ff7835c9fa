/// How a new revision takes over, and when it is taken back.
package struct RolloutSpec: SchemaDescribed {
  package var strategy = RolloutStrategy.canary
  /// Never decreasing; a final step of 100 is implied.
  package var steps = [
    StepSpec(weight: 10, hold: .lasting(.seconds(600))),
    StepSpec(weight: 25, hold: .lasting(.seconds(300))),
    StepSpec(weight: 50, hold: .lasting(.seconds(300))),
  ]
  package var blueGreen = BlueGreenSpec()
  package var analysis = AnalysisSpec()
  package var warmup: Duration = .seconds(60)
  package var bake: Duration = .seconds(600)
  package var drain: Duration = .seconds(60)
  package var progressDeadline: Duration = .seconds(600)
  package var onFailure = FailureAction.rollBack
  package var restoreSpec = false
  package var revisionHistoryLimit = 5

  package init() {}

  private static let upToADay: ClosedRange<Duration> = .zero...(.seconds(86_400))

  package static let fields: [Field<RolloutSpec>] = [
    Field(
      "strategy",
      \.strategy,
      .oneOf(RolloutStrategy.self),
      "Canary moves weight in steps; BlueGreen switches after a preview; Immediate switches and looks at pod health only."
    ),
    Field(
      "steps",
      \.steps,
      .list(of: .object(StepSpec.self), max: StepSpec.maximumCount)
        .satisfying(StepSpec.weightsNeverDecrease),
      "The canary's weights in order; a final step of 100 is implied."
    ),
    Field("blueGreen", \.blueGreen, .object(BlueGreenSpec.self), "For strategy BlueGreen."),
    Field("analysis", \.analysis, .object(AnalysisSpec.self), "How the canary is judged."),
    Field("warmup", \.warmup, .duration(upToADay), "Pods younger than this are not judged."),
    Field(
      "bake",
      \.bake,
      .duration(upToADay),
      "At weight 100 before promotion: the old revision keeps its capacity and rollback stays armed."
    ),
    Field(
      "drain",
      \.drain,
      .duration(upToADay),
      "From verified weight 0 to scaling the old pods down."
    ),
    Field(
      "progressDeadline",
      \.progressDeadline,
      .duration(.seconds(30)...(.seconds(86_400))),
      "How long pods may take to become ready and a weight to take effect."
    ),
    Field(
      "onFailure",
      \.onFailure,
      .oneOf(FailureAction.self),
      "RollBack returns to stable; Pause takes the weight away, keeps the pods and waits for a verb."
    ),
    Field(
      "restoreSpec",
      \.restoreSpec,
      .boolean,
      "After a rollback, write the last good workload back into spec."
    ),
    Field(
      "revisionHistoryLimit",
      \.revisionHistoryLimit,
      .integer(1...50),
      "Old revisions kept at zero pods, to go back to."
    ),
  ]
}
