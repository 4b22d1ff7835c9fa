extension SampleRing {
  /// The longest hole that is bridged by a straight line, in minutes: a restart or a lost scrape; longer ones are missing.
  package static let longestBridge = 5

  /// One metric over the last `minutes` up to the newest, holes of up to five minutes bridged.
  package func series(
    _ metric: LoadMetric = .requestsPerSecond,
    last minutes: Int
  ) -> LoadSeries {
    guard let span else { return LoadSeries(firstMinute: 0, values: []) }
    let first = max(span.lowerBound, span.upperBound - minutes + 1)
    return LoadSeries(
      firstMinute: first,
      values: (first...span.upperBound).map { value(metric, $0) }
    )
  }

  /// The last `minutes` as samples of the guide's metrics; `nil` where the minute is missing.
  package func samples(last minutes: Int) -> [LoadSample?] {
    let metrics = LoadMetric.guideInputs.map { ($0, series($0, last: minutes)) }
    guard let load = metrics.first?.1 else { return [] }
    return load.values.indices.map { place in
      guard !load.values[place].isNaN else { return nil }
      var sample = LoadSample(minute: load.firstMinute + place, requestsPerSecond: 0)
      for (metric, series) in metrics { sample[metric] = series.values[place] }
      return sample
    }
  }
}
