/// A Prometheus histogram of request durations, in seconds.
package struct DurationHistogram: CounterValue {
  /// How many requests took at most `upperBound`.
  package struct Bucket: Hashable, Sendable {
    package let upperBound: Double
    package var count: Double

    package init(upTo upperBound: Double, count: Double) {
      self.upperBound = upperBound
      self.count = count
    }
  }

  /// Cumulative, by rising bound; the last is `+Inf` when the service exposes what Prometheus demands.
  package private(set) var buckets: [Bucket]
  /// Seconds spent in all.
  package private(set) var sum: Double
  package private(set) var count: Double

  /// Buckets in any order; those of one bound (several paths, several methods) are added up.
  package init(buckets: [Bucket], sum: Double, count: Double) {
    self.buckets = buckets.sorted { $0.upperBound < $1.upperBound }
      .reduce(into: []) { merged, bucket in
        if merged.last?.upperBound == bucket.upperBound {
          merged[merged.count - 1].count += bucket.count
        } else {
          merged.append(bucket)
        }
      }
    self.sum = sum
    self.count = count
  }

  package static let zero = DurationHistogram(buckets: [], sum: 0, count: 0)

  /// Seconds per request; `nil` without requests or when an observation was not a number.
  package var mean: Double? {
    count > 0 && sum.isFinite ? sum / count : nil
  }

  /// The largest bound that a quantile can be told apart from; a latency limit above it can never be judged.
  package var highestFiniteBound: Double? {
    buckets.last { $0.upperBound.isFinite }?.upperBound
  }

  /// How many took longer than `bound`; `nil` unless a bucket has exactly this bound.
  package func slower(than bound: Double) -> Double? {
    buckets.first { $0.upperBound == bound }.map { max(0, count - $0.count) }
  }

  /// The lowest finite bound that is at least so many seconds.
  package func bound(atLeast seconds: Double) -> Double? {
    buckets.first { $0.upperBound >= seconds && $0.upperBound.isFinite }?.upperBound
  }

  func hasBounds(of other: DurationHistogram) -> Bool {
    buckets.map(\.upperBound) == other.buckets.map(\.upperBound)
  }

  package static func + (left: DurationHistogram, right: DurationHistogram) -> DurationHistogram {
    DurationHistogram(
      buckets: left.buckets + right.buckets,
      sum: left.sum + right.sum,
      count: left.count + right.count
    )
  }

  /// Other bounds than before are a restart too: no running process changes them.
  package func growth(since earlier: DurationHistogram) -> DurationHistogram? {
    guard !earlier.buckets.isEmpty || earlier.count > 0 else { return self }
    guard buckets.map(\.upperBound) == earlier.buckets.map(\.upperBound),
      let count = count.growth(since: earlier.count)
    else { return nil }
    var grown: [Bucket] = []
    for (now, before) in zip(buckets, earlier.buckets) {
      guard let growth = now.count.growth(since: before.count) else { return nil }
      grown.append(Bucket(upTo: now.upperBound, count: growth))
    }
    return DurationHistogram(buckets: grown, sum: sum - earlier.sum, count: count)
  }
}
