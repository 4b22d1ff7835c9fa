extension AnalysisPolicy {
  /// The slowest that a quantile of the canary's requests may be.
  package struct LatencyLimit: Hashable, Sendable {
    /// Between 0 and 1.
    package let quantile: Double
    package let limit: Duration

    package init(quantile: Double, limit: Duration) {
      self.quantile = quantile
      self.limit = limit
    }
  }

  /// Where the result of one of the user's queries has to lie.
  package struct QueryLimit: Hashable, Sendable {
    package let name: String
    package let min: Double?
    package let max: Double?
    /// For messages.
    package let unit: String

    package init(name: String, min: Double? = nil, max: Double? = nil, unit: String = "") {
      self.name = name
      self.min = min
      self.max = max
      self.unit = unit
    }
  }

  /// The sequential test of the canary against stable.
  package struct Comparison: Hashable, Sendable {
    /// Share of rollouts of a canary that is no worse which may be stopped all the same.
    package let alpha: Double
    /// Whether slow requests are compared as well as failed ones.
    package let watchesSlowness: Bool

    package init(alpha: Double, watchesSlowness: Bool) {
      self.alpha = alpha
      self.watchesSlowness = watchesSlowness
    }

    /// What each of the comparisons may spend: 0.01 is 0.005 for errors and 0.005 for slowness.
    package var alphaOfEach: Double { watchesSlowness ? alpha / 2 : alpha }
  }
}
