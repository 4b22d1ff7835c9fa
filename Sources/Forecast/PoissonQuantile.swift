/// Quantiles of a count of independent events, the least scatter that a load can have.
///
/// A service that was quiet for a day has no errors to learn from, yet its next minute may hold a few requests.
package enum PoissonQuantile {
  /// Above ten thousand requests a minute chance moves the rate by less than 2.5 %: no floor is needed.
  private static let largestMean = 1e4
  /// Counts this much rarer than the most likely one no longer matter.
  private static let negligible = 1e-12

  /// The request rate that a minute with this mean rate exceeds with probability `1 - level`; both per second.
  package static func rate(mean: Double, level: Double) -> Double {
    let count = mean * 60
    guard count > 0, count <= largestMean else { return max(0, mean) }
    return Double(self.count(mean: count, level: level)) / 60
  }

  /// The rates that a count over so many seconds does not exceed with the probabilities of `QuantileValues.levels`, 0 for the median;
  /// by Cornish and Fisher's expansion, off by at most one request.
  ///
  /// Mean 1 over a minute: 0, 2, 2 and 4 requests.
  static func rates(mean: Float, seconds: Float) -> SIMD4<Float> {
    let count = mean * seconds
    guard count > 0, count <= Float(largestMean) else { return SIMD4() }
    let deviations = SIMD4<Float>(0, 1.281_6, 1.644_9, 2.326_3)
    let counts = count + deviations * count.squareRoot() + (deviations * deviations - 1) / 6
    var rates = counts.rounded(.down) / seconds
    rates[0] = 0
    return rates
  }

  /// The smallest count that a Poisson variable does not exceed with probability `level`; mean 1, level 0.95: 3.
  ///
  /// Probabilities are taken relative to the most likely count, which needs no exponential and cannot underflow.
  static func count(mean: Double, level: Double) -> Int {
    let mode = Int(mean)
    var below: [Double] = []
    var weight = 1.0
    for count in stride(from: mode, to: 0, by: -1) where weight > negligible {
      weight *= Double(count) / mean
      below.append(weight)
    }
    let weights = below.reversed() + upperWeights(mean: mean, mode: mode)
    let wanted = level * weights.reduce(0, +)
    var sum = 0.0
    let place = weights.firstIndex { weight in
      sum += weight
      return sum >= wanted
    }
    return mode - below.count + (place ?? weights.count - 1)
  }

  /// The probabilities of the most likely count and those above it, relative to the former.
  private static func upperWeights(mean: Double, mode: Int) -> [Double] {
    var weights = [1.0]
    var weight = 1.0
    var count = mode
    while weight > negligible {
      count += 1
      weight *= mean / Double(count)
      weights.append(weight)
    }
    return weights
  }
}
