package import Time

/// What the pods of one revision counted since an instant, and lately.
///
/// A plain value made to be journalled: a new leader that resumes from the stored one goes on as if nothing had happened. Readings
/// before `since` are ignored, a pod's first reading is its base, and a pod that was silent for longer than the window is folded
/// into `departed`.
package struct CounterEvidence<Value: CounterValue>: Hashable, Sendable {
  /// Pods followed at a time; further ones are not counted, which makes the evidence a sample of a large revision.
  package static var podLimit: Int { 64 }

  /// Nothing before this counts.
  package let since: Timestamp
  /// The longest span that `increase(over:until:)` can answer for.
  package let window: Duration
  /// By pod, in the order of their names.
  package internal(set) var pods: [PodEvidence<Value>] = []
  /// What pods counted that are no longer followed.
  package internal(set) var departed: Value = .zero

  package init(since: Timestamp, window: Duration) {
    self.since = since.wholeMilliseconds
    self.window = window
  }

  /// Everything counted since `since`.
  package var total: Value {
    pods.reduce(departed) { $0 + $1.window.total }
  }

  /// Pods whose counters swing, by name: no arithmetic on them means anything.
  package var notMonotonic: [String] {
    pods.filter(\.watch.isOscillating).map(\.pod)
  }

  /// The latest reading of any pod; `nil` before the first, and old when the pods no longer answer.
  package var lastReadAt: Timestamp? { pods.map(\.window.lastReadAt).max() }

  /// Takes a reading of a pod, named by its uid.
  ///
  /// A process that `startedAt` an instant within both the evidence and the window began at zero, so all that it counted is new; of any
  /// other only what follows its first reading.
  package mutating func add(
    _ value: Value,
    of pod: String,
    at instant: Timestamp,
    startedAt: Timestamp? = nil
  ) {
    let instant = instant.wholeMilliseconds
    guard instant >= since else { return }
    foldSilent(at: instant)
    let index = pods.firstIndex { $0.pod >= pod } ?? pods.count
    if index < pods.count, pods[index].pod == pod {
      extend(index, with: value, at: instant)
    } else if pods.count < Self.podLimit {
      let evidence = begin(pod, with: value, at: instant, startedAt: startedAt)
      pods.insert(evidence, at: index)
    }
  }

  /// What was counted in the last `span` before `now`, never reaching behind `since`.
  package func increase(over span: Duration, until now: Timestamp) -> Value {
    let start = max(since, now - span)
    guard start <= now else { return .zero }
    return pods.reduce(.zero) { sum, pod in
      sum + (pod.window.increase(within: start...now)?.value ?? .zero)
    }
  }

  /// What was counted since the readings at or before an instant.
  package func increase(since instant: Timestamp) -> Value {
    pods.reduce(.zero) { $0 + $1.window.increase(since: instant) }
  }

  /// The reading after which the first of the pods began to count within the span; the span's end while none was read in it.
  package func onset(within span: ClosedRange<Timestamp>) -> Timestamp {
    pods.compactMap { $0.window.onset(within: span) }.min() ?? span.upperBound
  }

  private mutating func extend(_ index: Int, with value: Value, at instant: Timestamp) {
    guard instant > pods[index].window.lastReadAt else { return }
    pods[index].watch.see(value, after: pods[index].window.raw)
    pods[index].window.add(value, at: instant)
  }

  private func begin(
    _ pod: String,
    with value: Value,
    at instant: Timestamp,
    startedAt: Timestamp?
  ) -> PodEvidence<Value> {
    guard let start = startedAt?.wholeMilliseconds, start >= since, start < instant,
      instant - start <= window
    else {
      let window = CounterWindow(length: window, first: value, at: instant)
      return PodEvidence(pod: pod, window: window, watch: OscillationWatch())
    }
    var window = CounterWindow(length: window, first: Value.zero, at: start)
    window.add(value, at: instant)
    return PodEvidence(pod: pod, window: window, watch: OscillationWatch())
  }

  private mutating func foldSilent(at instant: Timestamp) {
    let length = window
    let silent = pods.filter { instant - $0.window.lastReadAt > length }
    guard !silent.isEmpty else { return }
    departed = silent.reduce(departed) { $0 + $1.window.total }
    pods.removeAll { instant - $0.window.lastReadAt > length }
  }
}

extension Timestamp {
  /// Cut to what the journal stores, so that a value and its stored form are equal.
  fileprivate var wholeMilliseconds: Timestamp {
    let fraction = sinceEpoch - wholeSeconds.sinceEpoch
    let milliseconds = fraction.components.attoseconds / 1_000_000_000_000_000
    return wholeSeconds + .milliseconds(milliseconds)
  }
}
