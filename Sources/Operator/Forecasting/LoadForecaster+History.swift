import Forecast

extension LoadForecaster {
  /// So much of the newest history is lived through again rather than learned: what a model would have said of it shows how far it can be
  /// trusted, and what a restart interrupted goes on where it was.
  private static let rehearsal = 12 * 60

  /// A forecaster that has learned from samples, oldest first; gives way after every few milliseconds.
  static func taught(
    _ samples: [LoadSample],
    model: ForecastModel,
    parameters: GuideParameters
  ) async -> LoadForecaster {
    var forecaster = LoadForecaster(model: model, parameters: parameters)
    let split = (samples.last?.minute ?? 0) - rehearsal
    forecaster.backfill(samples.prefix { $0.minute <= split })
    while forecaster.isTraining, !Task.isCancelled {
      forecaster.train()
      await Task.yield()
    }
    for (place, sample) in samples.drop(while: { $0.minute <= split }).enumerated() {
      forecaster.record(sample)
      if place % 32 == 31 { await Task.yield() }
    }
    return forecaster
  }

  /// What is known after a minute, oldest first; all of it with `nil`.
  func samples(after minute: Int?) -> [LoadSample] {
    guard let span = ring.span else { return [] }
    let first = max(span.lowerBound, minute.map { $0 + 1 } ?? span.lowerBound)
    guard first <= span.upperBound else { return [] }
    return (first...span.upperBound).compactMap { minute in
      guard let load = ring[.requestsPerSecond, minute] else { return nil }
      var sample = LoadSample(minute: minute, requestsPerSecond: load)
      for metric in LoadMetric.allCases { sample[metric] = ring[metric, minute] ?? 0 }
      return sample
    }
  }
}
