/// The mean of the last fifteen minutes, with the errors that the same rule made over the last day.
///
/// The safe fallback: it cannot run away, and unlike a line through the last hour it is no worse than assuming that nothing
/// changes.
package struct RecentMean: Hashable, Sendable {
  /// How many minutes are averaged.
  package static let window = 15
  /// Below this many known minutes there is no forecast: the HPA alone decides.
  package static let leastHistory = 60
  /// How far back errors are measured, in minutes: a day, so that every hour's habits are in them.
  package static let errorHistory = 24 * 60
  /// A past window counts when at least half of its minutes are known.
  private static let leastKnownInWindow = 8

  /// The forecast for every horizon, requests per second.
  package let mean: Double
  private let values: [Double]
  /// The mean of the window that ends at each minute; NaN where too little of it is known.
  private let means: [Double]

  /// `nil` when the history has under an hour of data, or none in the last fifteen minutes.
  package init?(_ history: LoadSeries) {
    guard history.knownCount >= Self.leastHistory else { return nil }
    let reach = Self.errorHistory + Self.window + 15
    values = Array(history.values.suffix(reach))
    means = Self.trailingMeans(of: values)
    let recent = values.suffix(Self.window).filter { !$0.isNaN }
    guard !recent.isEmpty else { return nil }
    mean = recent.reduce(0, +) / Double(recent.count)
  }

  /// What the same rule would have missed by, `minutes` ahead, over the last day.
  package func errors(ahead minutes: Int) -> ErrorQuantiles {
    guard minutes >= 0, minutes < values.count else { return ErrorQuantiles([]) }
    return ErrorQuantiles(zip(values.dropFirst(minutes), means).map { $0 - $1 })
  }

  /// The load, in requests per second, that is exceeded with probability `1 - level` in `minutes`.
  ///
  /// Never negative, and above the median never under what chance alone adds to the mean.
  package func quantile(_ level: Double, ahead minutes: Int) -> Double? {
    guard let error = errors(ahead: minutes).quantile(level) else { return nil }
    let chance = level > 0.5 ? PoissonQuantile.rate(mean: mean, level: level) : 0
    return max(0, mean + error, chance)
  }

  /// All quantiles at once; `nil` without errors to read them from.
  package func quantiles(ahead minutes: Int) -> QuantileValues? {
    let errors = errors(ahead: minutes)
    guard errors.count > 0 else { return nil }
    var quantiles = QuantileValues(repeating: mean)
    for (place, level) in QuantileValues.levels.enumerated() {
      let chance = level > 0.5 ? PoissonQuantile.rate(mean: mean, level: level) : 0
      quantiles[place] = max(0, mean + (errors.quantile(level) ?? 0), chance)
    }
    return quantiles
  }

  private static func trailingMeans(of values: [Double]) -> [Double] {
    var sum = 0.0
    var known = 0
    return values.indices.map { place in
      if !values[place].isNaN {
        sum += values[place]
        known += 1
      }
      if place >= window, !values[place - window].isNaN {
        sum -= values[place - window]
        known -= 1
      }
      return known >= leastKnownInWindow ? max(0, sum) / Double(known) : .nan
    }
  }
}
