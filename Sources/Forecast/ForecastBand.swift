/// The load expected some minutes ahead and how far it may rise, requests per second.
package struct ForecastBand: Hashable, Sendable {
  /// Minutes after the newest sample, 1 to 15.
  package let minutesAhead: Int
  /// The most likely load.
  package let point: Double
  package let quantiles: QuantileValues

  package init(minutesAhead: Int, point: Double, quantiles: QuantileValues) {
    self.minutesAhead = minutesAhead
    self.point = point
    self.quantiles = quantiles
  }
}
