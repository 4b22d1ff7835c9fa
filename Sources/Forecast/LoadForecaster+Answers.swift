extension LoadForecaster {
  /// The horizons at which the next fifteen minutes are examined.
  static let nearHorizons = [1, 2, 3, 5, 8, 10, 15]

  /// The largest load of the last fourteen days, requests per second: what a floor may be measured by.
  package var peakLoad: Double? { ring.largest(.requestsPerSecond, last: 14 * 24 * 60) }

  /// How many minutes the newest sample is old at `minute`; `nil` while there is none.
  package func dataAge(at minute: Int) -> Int? { ring.latest.map { minute - $0 } }

  /// The load `minutes` ahead of the newest sample, at the given quantile.
  package func forecast(
    quantile: Double,
    ahead minutes: Int
  ) throws(ForecastUnavailable) -> LoadForecast {
    let lead = try answer(ahead: minutes)
    var near = 0.0
    for horizon in Self.nearHorizons {
      near = max(near, try answer(ahead: horizon).band.quantiles.p90)
    }
    return LoadForecast(
      madeAt: ring.latest ?? 0,
      lead: lead.band.minutesAhead,
      model: lead.answering,
      gate: gate,
      point: lead.band.point,
      upperAtLead: lead.band.quantiles.value(at: quantile),
      upperNext15Minutes: near
    )
  }

  /// The bands of the next fifteen minutes, one per minute.
  package func bands() throws(ForecastUnavailable) -> [ForecastBand] {
    var bands: [ForecastBand] = []
    for minutes in 1...15 { bands.append(try answer(ahead: minutes).band) }
    return bands
  }

  /// The band `minutes` ahead (1 to 15) and who gave it.
  package func answer(ahead minutes: Int) throws(ForecastUnavailable) -> ForecastAnswer {
    let minutes = min(15, max(1, minutes))
    let given: ForecastAnswer? =
      switch model {
      case .persistence: plain(.persistence, ahead: minutes)
      case .seasonalNaive: plain(.seasonalNaive, ahead: minutes)
      case .randomForest: forest(ahead: minutes)
      case .recentMean: nil
      case .auto, .mixWithoutTrees, .ridge, .holtWinters, .trees:
        learned?.answer(ahead: minutes, ring: ring, isGated: isGated)
      }
    if let given { return given }
    return try recentMean(ahead: minutes)
  }

  /// Whether the model asked for may answer; the plain rules always may.
  package var gate: TrustGate {
    switch model {
    case .recentMean, .persistence, .seasonalNaive: .open
    case .randomForest: guide?.gate ?? .open
    case .auto, .mixWithoutTrees, .ridge, .holtWinters, .trees: learned?.gate(ring) ?? .open
    }
  }

  private func recentMean(ahead minutes: Int) throws(ForecastUnavailable) -> ForecastAnswer {
    let history = ring.series(last: RecentMean.errorHistory + 2 * RecentMean.window)
    guard history.knownCount >= RecentMean.leastHistory else {
      throw .tooLittleHistory(minutes: history.knownCount)
    }
    guard let recent = RecentMean(history), let quantiles = recent.quantiles(ahead: minutes)
    else { throw .nothingRecent }
    let band = ForecastBand(minutesAhead: minutes, point: recent.mean, quantiles: quantiles)
    return ForecastAnswer(band: band, answering: .recentMean)
  }

  private func plain(_ rule: PlainForecast.Rule, ahead minutes: Int) -> ForecastAnswer? {
    guard let forecast = PlainForecast(ring.series(last: PlainForecast.reach), rule: rule) else {
      return nil
    }
    let band = ForecastBand(
      minutesAhead: minutes,
      point: forecast.point(ahead: minutes),
      quantiles: forecast.quantiles(ahead: minutes)
    )
    return ForecastAnswer(band: band, answering: model)
  }

  /// The forest knows one horizon only, so its answer stands for every lead up to it.
  private func forest(ahead minutes: Int) -> ForecastAnswer? {
    guard let guide, !isGated || gate == .open, let point = guide.point(ring) else { return nil }
    let errors = guide.trailing.errors
    var quantiles = QuantileValues(repeating: point)
    for (place, level) in QuantileValues.levels.enumerated() {
      quantiles[place] = max(0, point + (errors.quantile(level) ?? 0))
    }
    let band = ForecastBand(minutesAhead: minutes, point: point, quantiles: quantiles)
    return ForecastAnswer(band: band, answering: .randomForest)
  }
}
