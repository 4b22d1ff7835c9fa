/// Observations counted into fixed buckets; counting one allocates nothing.
package struct Histogram: Hashable, Sendable {
  /// Upper bounds, rising, without infinity.
  package let bounds: [Double]
  /// One per bound and one for what lies above; not cumulative.
  package private(set) var counts: [Int]
  package private(set) var sum = 0.0

  package init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// Counts an observation; one that is not a number is left out, because it would spoil the sum for ever.
  package mutating func observe(_ value: Double) {
    guard value.isFinite else { return }
    counts[bucket(of: value)] += 1
    sum += value
  }

  /// How many observations lie at or below each bound, and in all.
  package var cumulative: [Int] {
    var total = 0
    return counts.map { count in
      total += count
      return total
    }
  }

  /// The first bucket whose bound is not below the value, by halves.
  private func bucket(of value: Double) -> Int {
    var low = 0
    var high = bounds.count
    while low < high {
      let middle = (low + high) / 2
      if bounds[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
