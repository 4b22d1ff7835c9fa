import Time

/// The samples of one pod, put together again as the expositions that Prometheus read.
///
/// All samples of one scrape of one target carry the same time. A pod that several jobs scrape gives more expositions of the same counters,
/// which does no harm; one with several instances that count requests has several processes, whose counters must not be mixed.
struct PodSamples {
  private struct Moment: Hashable, Comparable {
    let at: Timestamp
    /// The labels that name the target.
    let target: [String]

    static func < (left: Moment, right: Moment) -> Bool {
      (left.at, left.target.joined(separator: "\n"))
        < (right.at, right.target.joined(separator: "\n"))
    }
  }

  private static let targetLabels = ["instance", "job", "service", "endpoint", "container"]

  private let series: [PrometheusValue.Series]
  private let names: MetricNames

  init(_ series: [PrometheusValue.Series], names: MetricNames) {
    self.series = series
    self.names = names
  }

  /// Whether the last that Prometheus knows is a scrape that failed.
  var isNotUp: Bool {
    let marks = series.filter { $0["__name__"] == PrometheusSamples.scrapeMark }
      .flatMap(\.points)
    return marks.max { $0.at < $1.at }?.value == 0
  }

  /// In the order of their times, which differ.
  func expositions() throws(ScrapeFailure) -> [(at: Timestamp, exposition: Exposition)] {
    let own = try seriesOfOneInstance()
    let declared = Set(own.compactMap { $0["__name__"] }).subtracting([PrometheusSamples.scrapeMark]
    )
    var samples: [Moment: [ExpositionSample]] = [:]
    for element in own {
      let target = Self.targetLabels.map { element[$0] ?? "" }
      for point in element.points {
        samples[Moment(at: point.at, target: target), default: []].append(element.sample(point))
      }
    }
    let moments = samples.sorted { $0.key < $1.key }
    let birth = moments.first { $0.value.contains { $0.name == names.requestsTotal } }?.key.at
    var expositions: [(at: Timestamp, exposition: Exposition)] = []
    for (moment, samples) in moments where expositions.last.map({ $0.at < moment.at }) ?? true {
      let counted = samples.filter { $0.name != PrometheusSamples.scrapeMark }
      // A scrape that found no counter yet, before the first that did, read zero; a failed one read nothing.
      let isBeforeBirth = birth.map { moment.at < $0 } ?? true
      guard !counted.isEmpty || (isBeforeBirth && samples.contains { $0.value == 1 }) else {
        continue
      }
      expositions.append((moment.at, Exposition(samples: counted, declared: declared)))
    }
    return expositions
  }

  private func seriesOfOneInstance() throws(ScrapeFailure) -> [PrometheusValue.Series] {
    let counting = series.filter { $0["__name__"] == names.requestsTotal }
    let instances = Set(counting.map { $0["instance"] ?? "" }).sorted()
    guard instances.count <= 1 else { throw .severalTargets(instances) }
    guard let instance = instances.first else { return series }
    return series.filter { ($0["instance"] ?? "") == instance }
  }
}

extension PrometheusValue.Series {
  /// The value of a label; `nil` where the series has none of that name.
  subscript(label: String) -> String? { labels.first { $0.name == label }?.value }

  fileprivate func sample(_ point: PrometheusValue.Point) -> ExpositionSample {
    ExpositionSample(self["__name__"] ?? "", labels, point.value)
  }
}
