package import Time

/// The forecast's part in scaling; changes only when one of these does.
package struct ForecastStatus: SchemaDescribed {
  package var mode: ForecastMode?
  package var model: ForecastModel?
  /// Pods that the forecast asks for, over all revisions; `nil` while it asks for none.
  package var floor: Int?
  package var gate: ForecastGate?
  package var reason = ""
  /// When `floor` last changed: a floor is lowered in steps from here.
  package var changedAt: Timestamp?

  package init() {}

  package static let fields: [Field<ForecastStatus>] = [
    Field("mode", \.mode, optional: .oneOf(ForecastMode.self), "Whether the forecast acts."),
    Field("model", \.model, optional: .oneOf(ForecastModel.self), "What predicts."),
    Field(
      "floor",
      \.floor,
      optional: .integer(0...1_000),
      "The fewest pods that the forecast asks for."
    ),
    Field("gate", \.gate, optional: .oneOf(ForecastGate.self), "Whether the forecast is trusted."),
    Field("reason", \.reason, omittingBlank: .text(max: 512), "Why the gate is as it is."),
    Field("changedAt", \.changedAt, optional: .instant, "When the floor last changed."),
  ]
}
