import Time

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

extension SeededGenerator {
  /// Above this mean a normal distribution is as good as the exact one, and takes one draw.
  private static let normalFromMean = 40.0

  /// Uniform in `0..<1`.
  package mutating func unit() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// Uniform between two durations.
  package mutating func duration(in range: ClosedRange<Duration>) -> Duration {
    let span = (range.upperBound - range.lowerBound).seconds
    return range.lowerBound + .milliseconds(Int64(span * unit() * 1_000))
  }

  /// How many of independent events with this mean happen: a Poisson draw.
  package mutating func poisson(mean: Double) -> Int {
    guard mean > 0, mean.isFinite else { return 0 }
    guard mean < Self.normalFromMean else { return normal(mean: mean, variance: mean) }
    let limit = exp(-mean)
    var product = unit()
    var count = 0
    while product > limit {
      product *= unit()
      count += 1
    }
    return count
  }

  /// How many of `trials` succeed.
  package mutating func binomial(trials: Int, probability: Double) -> Int {
    guard trials > 0, probability > 0 else { return 0 }
    guard probability < 1 else { return trials }
    let mean = Double(trials) * probability
    let variance = mean * (1 - probability)
    guard variance < Self.normalFromMean else {
      return min(trials, normal(mean: mean, variance: variance))
    }
    return (0..<trials).reduce(0) { count, _ in unit() < probability ? count + 1 : count }
  }

  private mutating func normal(mean: Double, variance: Double) -> Int {
    let radius = (-2 * log(1 - unit())).squareRoot()
    let deviate = radius * cos(2 * .pi * unit())
    return Int(max(0, (mean + variance.squareRoot() * deviate).rounded()))
  }
}
