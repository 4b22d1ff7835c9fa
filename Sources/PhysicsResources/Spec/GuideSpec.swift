/// The numbers of the guide's predictive scaler.
package struct GuideSpec: SchemaDescribed {
  package var lookback: Duration = .seconds(3_600)
  package var horizon: Duration = .seconds(900)
  package var requestsPerSecondPerReplica = 50.0
  package var scaleUpUtilization = 0.8
  package var scaleDownUtilization = 0.3

  package init() {}

  package static let fields: [Field<GuideSpec>] = [
    Field(
      "lookback",
      \.lookback,
      .duration(.seconds(60)...(.seconds(86_400))),
      "How much of the past a prediction looks at."
    ),
    Field(
      "horizon",
      \.horizon,
      .duration(.seconds(60)...(.seconds(3_600))),
      "How far ahead it predicts."
    ),
    Field(
      "requestsPerSecondPerReplica",
      \.requestsPerSecondPerReplica,
      .number(0.001...1_000_000),
      "Load that one pod is meant to carry."
    ),
    Field(
      "scaleUpUtilization",
      \.scaleUpUtilization,
      .number(0...1),
      "Above this share of the pods' load the scaler adds pods."
    ),
    Field(
      "scaleDownUtilization",
      \.scaleDownUtilization,
      .number(0...1),
      "Below this share of the pods' load the scaler removes pods."
    ),
  ]

  package static let rules: [Rule<GuideSpec>] = [
    Rule(
      "self.scaleDownUtilization < self.scaleUpUtilization",
      message:
        "scaleDownUtilization must be below scaleUpUtilization, or the scaler swings for ever; "
        + "lower scaleDownUtilization"
    ) { $0.scaleDownUtilization < $0.scaleUpUtilization }
  ]
}
