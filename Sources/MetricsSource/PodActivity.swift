import Time

/// How busy one pod was between two scrapes.
package struct PodActivity: Hashable, Sendable {
  package let elapsed: Duration
  /// User requests and errors in that time.
  package let requests: RequestCounters?
  package let durations: DurationHistogram?
  /// Processors used on average; 1 is one core.
  package let cpuCores: Double?

  /// `nil` unless `later` is later.
  package init?(from earlier: PodScrape, to later: PodScrape) {
    elapsed = later.at - earlier.at
    guard elapsed > .zero else { return nil }
    requests = Self.increase(from: earlier.requests, to: later.requests)
    durations = Self.increase(from: earlier.durations, to: later.durations)
    cpuCores = Self.increase(from: earlier.cpuSeconds, to: later.cpuSeconds)
      .map { [elapsed] in $0 / elapsed.seconds }
  }

  package var requestsPerSecond: Double? { requests.map { $0.requests / elapsed.seconds } }

  private static func increase<Value: CounterValue>(from earlier: Value?, to later: Value?)
    -> Value?
  {
    guard let earlier, let later else { return nil }
    return later.increase(since: earlier)
  }
}
