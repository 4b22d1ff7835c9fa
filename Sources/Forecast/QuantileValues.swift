/// One number for each quantile that a forecast comes with.
package struct QuantileValues: Hashable, Sendable {
  package var p50: Double
  package var p90: Double
  package var p95: Double
  package var p99: Double

  /// The shares of minutes that stay below, in the order of the fields.
  package static let levels = [0.5, 0.9, 0.95, 0.99]

  package init(p50: Double, p90: Double, p95: Double, p99: Double) {
    self.p50 = p50
    self.p90 = p90
    self.p95 = p95
    self.p99 = p99
  }

  package init(repeating value: Double) {
    self.init(p50: value, p90: value, p95: value, p99: value)
  }

  /// In the order of `levels`.
  package var all: [Double] { [p50, p90, p95, p99] }

  /// By place in `levels`.
  package subscript(place: Int) -> Double {
    get {
      switch place {
      case 0: p50
      case 1: p90
      case 2: p95
      default: p99
      }
    }
    set {
      switch place {
      case 0: p50 = newValue
      case 1: p90 = newValue
      case 2: p95 = newValue
      default: p99 = newValue
      }
    }
  }

  /// The value at any level from the median up, on straight lines over the logarithm of the share that is left.
  ///
  /// With P90 100 and P95 110, P93 is 104.8. Under the median the answer is the median, over P99 the last line goes on to P99.9.
  package func value(at level: Double) -> Double {
    let places = Self.levels.map(Self.rarity)
    let wanted = min(Self.rarity(0.999), max(places[0], Self.rarity(level)))
    let upper = (1..<places.count).first { wanted <= places[$0] } ?? places.count - 1
    let share = (wanted - places[upper - 1]) / (places[upper] - places[upper - 1])
    return self[upper - 1] + share * (self[upper] - self[upper - 1])
  }

  private static func rarity(_ level: Double) -> Double {
    // Counts halvings of what is left: exact at the levels used, and free of a logarithm that platforms round differently.
    let left = max(1e-4, 1 - min(max(0, level), 1))
    let exponent = Double(left.exponent)
    return -(exponent + left.significand - 1)
  }
}
