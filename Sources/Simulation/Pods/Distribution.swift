#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Shares of probability distributions.
enum Distribution {
  /// The share of an exponential distribution below a bound: 0.63 at its mean.
  static func exponentialShare(below bound: Double, mean: Double) -> Double {
    mean > 0 ? 1 - exp(-bound / mean) : 1
  }
}
