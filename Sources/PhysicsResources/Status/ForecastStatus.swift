package import Time

/// The forecast's part in scaling; changes only when one of these does.
package struct ForecastStatus: SchemaDescribed {
  package var mode: ForecastMode?
  package var model: ForecastModel?
  /// The model whose forecast is used, plainer than the one asked for while that one is not trusted; empty while the HPA decides alone.
  package var answering = ""
  /// Pods that the forecast asks for, over all revisions; `nil` while it asks for none.
  package var floor: Int?
  /// Which rule decided the floor.
  package var limit = ""
  package var gate: ForecastGate?
  /// Why the gate is as it is and who answers.
  package var reason = ""
  /// Inputs of the guide's forest that this service does not report.
  package var constantInputs: [String] = []
  /// What keeps the history from being read or kept, with the cure; empty when nothing does.
  package var complaint = ""
  /// When `floor` last changed: a floor is lowered in steps from here.
  package var changedAt: Timestamp?

  package init() {}

  package static let fields: [Field<ForecastStatus>] = [
    Field("mode", \.mode, optional: .oneOf(ForecastMode.self), "Whether the forecast acts."),
    Field("model", \.model, optional: .oneOf(ForecastModel.self), "What is to predict."),
    Field("answering", \.answering, omittingBlank: .text(max: 64), "The model that is used now."),
    Field(
      "floor",
      \.floor,
      optional: .integer(0...1_000),
      "The fewest pods that the forecast asks for."
    ),
    Field("limit", \.limit, omittingBlank: .text(max: 512), "Which rule decided the floor."),
    Field("gate", \.gate, optional: .oneOf(ForecastGate.self), "Whether the forecast is trusted."),
    Field("reason", \.reason, omittingBlank: .text(max: 512), "Why the gate is as it is."),
    Field(
      "constantInputs",
      \.constantInputs,
      omittingBlank: .list(of: .text(max: 64), max: 7),
      "Inputs of the guide's forest that the service does not report."
    ),
    Field(
      "complaint",
      \.complaint,
      omittingBlank: .text(max: 1_024),
      "What keeps the history from being read or kept."
    ),
    Field("changedAt", \.changedAt, optional: .instant, "When the floor last changed."),
  ]
}
