package import Time

/// Durations of a revision's requests since an instant, and lately: the evidence behind a latency verdict.
///
/// Histograms are large, so that only the sum over the pods has a window, and of each pod the last reading is kept to tell what is new.
package struct DurationEvidence: Hashable, Sendable {
  /// The last reading of one pod.
  package struct Pod: Hashable, Sendable {
    package let pod: String
    package let at: Timestamp
    package let histogram: DurationHistogram

    package init(pod: String, at: Timestamp, histogram: DurationHistogram) {
      self.pod = pod
      self.at = at
      self.histogram = histogram
    }
  }

  /// The longest span that `increase(within:)` can answer for.
  package let length: Duration
  /// By name.
  package private(set) var pods: [Pod]
  /// `nil` before the first reading.
  package private(set) var window: CounterWindow<DurationHistogram>?

  package init(
    length: Duration,
    pods: [Pod] = [],
    window: CounterWindow<DurationHistogram>? = nil
  ) {
    self.length = length
    self.pods = pods
    self.window = window
  }

  /// The bounds that the pods count by, with the counts of one of them; `nil` when none exposes a histogram.
  package var example: DurationHistogram? { pods.first?.histogram }

  /// Takes a reading of each pod and gives what they counted since their last ones.
  ///
  /// A pod's first reading is its base, and so is one after a silence of more than `gap`. Pods whose buckets are not those of the others
  /// are left out.
  package mutating func add(_ readings: [Pod], gap: Duration) -> DurationHistogram {
    guard let latest = readings.map(\.at).max() else { return .zero }
    var growth = DurationHistogram.zero
    for reading in readings { growth = growth + take(reading, gap: gap) }
    pods.removeAll { latest - $0.at > length }
    if let total = window?.total {
      window?.add(total + growth, at: latest)
    } else {
      window = CounterWindow(length: length, first: .zero, at: latest)
    }
    return growth
  }

  /// What was counted between the first and the last reading within the span.
  package func increase(within span: ClosedRange<Timestamp>) -> DurationHistogram {
    window?.increase(within: span)?.value ?? .zero
  }

  private mutating func take(_ reading: Pod, gap: Duration) -> DurationHistogram {
    let index = pods.firstIndex { $0.pod >= reading.pod } ?? pods.count
    let hasSameBounds = example.map { $0.hasBounds(of: reading.histogram) } ?? true
    guard hasSameBounds else { return .zero }
    guard index < pods.count, pods[index].pod == reading.pod else {
      if pods.count < RequestEvidence.podLimit { pods.insert(reading, at: index) }
      return .zero
    }
    let last = pods[index]
    guard reading.at > last.at else { return .zero }
    pods[index] = reading
    return reading.at - last.at > gap
      ? .zero : reading.histogram.increase(since: last.histogram)
  }
}
