/// A rule without anything learned, with the quantiles of the errors that it made over the last day.
struct PlainForecast {
  enum Rule {
    case persistence, seasonalNaive
  }

  /// How many minutes a rule looks at: a day of errors of a rule that looks a day back.
  static let reach = 2 * day + 30
  private static let day = 24 * 60

  private let rule: Rule
  private let values: [Double]
  /// The load that stays: the newest known of the last fifteen minutes.
  let last: Double

  /// `nil` when the history has under an hour of data, or none in the last fifteen minutes.
  init?(_ history: LoadSeries, rule: Rule) {
    guard history.knownCount >= RecentMean.leastHistory,
      let last = history.values.suffix(RecentMean.window).last(where: { !$0.isNaN })
    else { return nil }
    self.rule = rule
    self.last = last
    values = Array(history.values.suffix(Self.reach))
  }

  /// The load in `minutes`, requests per second; persistence where yesterday is not known.
  func point(ahead minutes: Int) -> Double {
    switch rule {
    case .persistence: return last
    case .seasonalNaive:
      let place = values.count - 1 + minutes - Self.day
      return values.indices.contains(place) && !values[place].isNaN ? values[place] : last
    }
  }

  func quantiles(ahead minutes: Int) -> QuantileValues {
    let point = point(ahead: minutes)
    let errors = errors(ahead: minutes)
    var quantiles = QuantileValues(repeating: point)
    for (place, level) in QuantileValues.levels.enumerated() {
      let chance = level > 0.5 ? PoissonQuantile.rate(mean: point, level: level) : 0
      quantiles[place] = max(0, point + (errors.quantile(level) ?? 0), chance)
    }
    return quantiles
  }

  private func errors(ahead minutes: Int) -> ErrorQuantiles {
    let back =
      switch rule {
      case .persistence: minutes
      case .seasonalNaive: Self.day
      }
    let first = max(back, values.count - Self.day)
    guard first < values.count else { return ErrorQuantiles([]) }
    return ErrorQuantiles((first..<values.count).map { values[$0] - values[$0 - back] })
  }
}
