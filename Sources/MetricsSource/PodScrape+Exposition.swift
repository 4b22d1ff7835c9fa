package import Time

extension PodScrape {
  /// A counter with a value that no counter can have.
  package struct ImpossibleCounter: Error, Hashable, Sendable, CustomStringConvertible {
    package let metric: String
    package let value: Double

    package var description: String {
      "\(metric) is \(value), but a counter is never negative and always a number"
    }
  }

  /// Reads an exposition in the words of `names`, leaving out the series of excluded paths.
  package init(
    _ exposition: Exposition,
    at instant: Timestamp,
    names: MetricNames,
    excluding excluded: ExcludedPaths
  ) throws(ImpossibleCounter) {
    let traffic = UserTraffic(exposition: exposition, names: names, excluded: excluded)
    self.init(
      at: instant,
      requests: try traffic.requests(),
      durations: try traffic.durations(),
      cpuSeconds: exposition.sum(of: names.cpuSeconds),
      memoryBytes: exposition.sum(of: names.memoryBytes),
      gpuPercent: exposition.mean(of: names.gpuPercent),
      queueDepth: exposition.sum(of: names.queueDepth)
    )
  }
}

/// The series of an exposition that count what users asked for.
private struct UserTraffic {
  let exposition: Exposition
  let names: MetricNames
  let excluded: ExcludedPaths

  func requests() throws(PodScrape.ImpossibleCounter) -> RequestCounters? {
    guard !names.requestsTotal.isEmpty, exposition.knows(names.requestsTotal) else { return nil }
    var counters = RequestCounters.zero
    for sample in try series(names.requestsTotal) {
      counters.requests += sample.value
      if sample[names.statusLabel]?.utf8.first == UInt8(ascii: "5") {
        counters.errors += sample.value
      }
    }
    return counters
  }

  func durations() throws(PodScrape.ImpossibleCounter) -> DurationHistogram? {
    guard !names.durationBuckets.isEmpty, exposition.knows(names.durationBuckets) else {
      return nil
    }
    let buckets = try series(names.durationBuckets).compactMap { sample in
      sample["le"].flatMap(Double.init(expositionValue:))
        .map { DurationHistogram.Bucket(upTo: $0, count: sample.value) }
    }
    return DurationHistogram(
      buckets: buckets.filter { !$0.upperBound.isNaN },
      sum: userSamples(names.durationSum).reduce(0) { $0 + $1.value },
      count: try series(names.durationCount).reduce(0) { $0 + $1.value }
    )
  }

  /// Counters of one name that belong to users, each of them possible.
  private func series(
    _ name: String
  ) throws(PodScrape.ImpossibleCounter) -> [ExpositionSample] {
    let samples = userSamples(name)
    if let wrong = samples.first(where: { !($0.value.isFinite && $0.value >= 0) }) {
      throw PodScrape.ImpossibleCounter(metric: name, value: wrong.value)
    }
    return samples
  }

  private func userSamples(_ name: String) -> [ExpositionSample] {
    exposition.samples(named: name).filter { sample in
      guard let path = sample[names.pathLabel] else { return true }
      return !excluded.contains(path)
    }
  }
}

extension Exposition {
  /// The sum over a metric's series; `nil` when there is none or one is not a number.
  fileprivate func sum(of name: String) -> Double? {
    let values = samples(named: name).map(\.value)
    let sum = values.reduce(0, +)
    return values.isEmpty || !sum.isFinite ? nil : sum
  }

  fileprivate func mean(of name: String) -> Double? {
    sum(of: name).map { $0 / Double(samples(named: name).count) }
  }
}
