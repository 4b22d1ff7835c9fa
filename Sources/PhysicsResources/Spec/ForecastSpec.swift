/// How far the forecast reaches into scaling.
package struct ForecastSpec: SchemaDescribed {
  package var mode = ForecastMode.observe
  package var model = ForecastModel.auto
  package var quantile = 0.95
  /// Requests per second at 100 % of a pod; 0: measured.
  package var capacityPerReplica = 0.0
  package var guide = GuideSpec()

  package init() {}

  package static let fields: [Field<ForecastSpec>] = [
    Field(
      "mode",
      \.mode,
      .oneOf(ForecastMode.self),
      "Observe publishes the forecast and changes nothing; Enforce raises the HPA's floor. Write \"Off\" in quotes: YAML reads a bare Off as false."
    ),
    Field("model", \.model, .oneOf(ForecastModel.self), "What predicts the load."),
    Field(
      "quantile",
      \.quantile,
      .number(0.5...0.99),
      "The quantile of the forecast, at the time that a pod needs to get ready, to provide capacity for."
    ),
    Field(
      "capacityPerReplica",
      \.capacityPerReplica,
      .number(0...1_000_000),
      "Requests per second of a pod at 100 %; 0 measures it, starting from requestsPerSecondPerReplica/0.7."
    ),
    Field(
      "guide",
      \.guide,
      .object(GuideSpec.self),
      "The guide's own scaler: for model RandomForest, and a policy to compare with."
    ),
  ]
}
