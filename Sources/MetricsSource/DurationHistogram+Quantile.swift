/// What a histogram can say about a quantile.
package enum QuantileEstimate: Hashable, Sendable {
  /// No request was observed, or the service exposes no `+Inf` bucket.
  case unknown
  case seconds(Double)
  /// Somewhere above the highest finite bucket; the histogram cannot say where.
  case above(Double)
}

extension DurationHistogram {
  /// The quantile as Prometheus' `histogram_quantile` interpolates it, except that a value beyond the finite buckets is said to be so
  /// instead of being reported as the highest bound.
  ///
  /// Buckets 0.1: 50, 0.2: 90, +Inf: 100. The median is 0.1, P90 is 0.2, P70 is 0.1 + 0.1 * 20/40 = 0.15, P95 is above 0.2.
  package func quantile(_ quantile: Double) -> QuantileEstimate {
    let rising = risingBuckets
    guard rising.count > 1, let all = rising.last, all.upperBound == .infinity, all.count > 0,
      (0...1).contains(quantile)
    else { return .unknown }
    let rank = quantile * all.count
    let index = rising.firstIndex { $0.count >= rank } ?? rising.count - 1
    guard index < rising.count - 1 else { return .above(rising[index - 1].upperBound) }
    return .seconds(Self.interpolate(rank, in: rising, at: index))
  }

  /// Counts that never fall, as `histogram_quantile` makes them: series with other bounds, or cut in mid-scrape, can leave dips.
  private var risingBuckets: [Bucket] {
    var highest = 0.0
    return buckets.map { bucket in
      highest = max(highest, bucket.count)
      return Bucket(upTo: bucket.upperBound, count: highest)
    }
  }

  private static func interpolate(_ rank: Double, in buckets: [Bucket], at index: Int) -> Double {
    let bucket = buckets[index]
    let isFirst = index == 0
    if isFirst, bucket.upperBound <= 0 { return bucket.upperBound }
    let below = isFirst ? Bucket(upTo: 0, count: 0) : buckets[index - 1]
    let inside = bucket.count - below.count
    guard inside > 0 else { return bucket.upperBound }
    let share = (rank - below.count) / inside
    return below.upperBound + (bucket.upperBound - below.upperBound) * share
  }
}
