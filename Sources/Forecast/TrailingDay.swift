/// The last day of a model's issued forecasts in three numbers.
struct TrailingDay: Hashable, Sendable {
  /// Mean absolute error, requests per second.
  let error: Double
  /// The same for assuming no change.
  let persistenceError: Double
  /// The share under the P95; `nil` when none was issued.
  let coverage: Double?
}
