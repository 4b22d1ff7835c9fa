/// What a part of the past adds to a forecast or takes off it.
package struct ForecastInfluence: Hashable, Sendable {
  /// In words, as in "yesterday at that time".
  package let what: String
  /// Added to the mean of the last fifteen minutes.
  package let requestsPerSecond: Double
}

extension LoadForecaster {
  /// What moves the ridge's forecast fifteen minutes ahead away from the mean of the last fifteen, the strongest first.
  ///
  /// The ridge stands for the whole mix: it is the member whose reasons can be read. Empty before it is trained.
  package var influences: [ForecastInfluence] { learned?.influences(ring) ?? [] }
}

extension LearnedForecaster {
  fileprivate func influences(_ ring: SampleRing) -> [ForecastInfluence] {
    var features = LoadFeatures()
    let horizon = Horizons.judged
    guard let trained, trained.ridge.count > horizon, let latest = ring.latest,
      features.look(at: latest, in: ring)
    else { return [] }
    features.aim(Horizons.minutes[horizon], in: ring, isSeasonal: trained.isSeasonal)
    features.standardise(by: trained.scalings[horizon])
    let weights = trained.ridge[horizon].weights
    let influences = LoadFeatures.groups(isSeasonal: trained.isSeasonal).map { what, places in
      let sum = places.reduce(Float(0)) { sum, place in
        let (part, lane) = (place / FeatureVector.lanes, place % FeatureVector.lanes)
        return sum + features.standardised[part][lane] * weights[part][lane]
      }
      return ForecastInfluence(what: what, requestsPerSecond: Double(features.scale * sum))
    }
    return influences.filter(\.requestsPerSecond.isFinite).sorted {
      ($1.requestsPerSecond.magnitude, $0.what) < ($0.requestsPerSecond.magnitude, $1.what)
    }
  }
}

extension LoadFeatures {
  /// Which places of `values` belong together, in the order in which they are pushed, and what they are called.
  static func groups(isSeasonal: Bool) -> [(what: String, places: Range<Int>)] {
    var groups = [
      ("single minutes of the last hour", 0..<12),
      ("the level of the last two hours and of the day", 12..<17),
      ("highs, lows and the slope of the last hour", 17..<24),
      ("the load half an hour and an hour before then", 24..<26),
      ("what follows the same minute of other hours", 26..<27),
    ]
    if isSeasonal {
      groups += [
        ("yesterday at that time", 27..<30), ("the day before yesterday at that time", 30..<33),
        ("a week ago at that time", 33..<36), ("the usual course of the day", 36..<40),
      ]
    }
    let first = groups.last?.1.upperBound ?? 0
    groups.append(("the time of day", first..<first + 2 * DayHarmonics.count))
    return groups
  }
}
