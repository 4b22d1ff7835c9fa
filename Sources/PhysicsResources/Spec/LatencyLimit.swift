/// The slowest that a quantile of the canary's requests may be.
package struct LatencyLimit: SchemaDescribed {
  package var quantile = 0.95
  /// Zero switches the check off.
  package var value: Duration = .zero

  package init() {}

  package static let fields: [Field<LatencyLimit>] = [
    Field("quantile", \.quantile, .number(0.5...0.999), "The quantile that is looked at."),
    Field(
      "value",
      \.value,
      .duration(.zero...(.seconds(3_600))),
      "The limit; 0s switches the check off."
    ),
  ]
}
