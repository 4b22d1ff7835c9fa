/// How far off a forecast was, time and again, so that any quantile can be read.
///
/// An error is what came minus what was forecast: a forecast plus the 0.95 quantile of its errors is exceeded one time in twenty.
package struct ErrorQuantiles: Hashable, Sendable {
  package let errors: [Double]

  /// Keeps the finite ones.
  package init(_ errors: [Double]) {
    self.errors = errors.filter(\.isFinite)
  }

  package var count: Int { errors.count }

  /// The error that a share `level` of all errors does not exceed, interpolated; `nil` without errors.
  ///
  /// Of 0, 10, 20 the 0.5 quantile is 10 and the 0.75 quantile 15.
  package func quantile(_ level: Double) -> Double? {
    guard !errors.isEmpty else { return nil }
    let position = min(1, max(0, level)) * Double(errors.count - 1)
    let rank = Int(position)
    var reordered = errors
    let (value, successor) = orderStatistic(rank, of: &reordered)
    return value + (successor - value) * (position - Double(rank))
  }
}
