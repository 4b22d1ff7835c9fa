/// Observations counted into fixed buckets.
struct HistogramCells: Hashable, Sendable {
  /// Upper bounds, rising, without infinity.
  let bounds: [Double]
  /// One per bound and one for what lies above; not cumulative.
  private(set) var counts: [Int]
  private(set) var sum = 0.0

  init(bounds: [Double]) {
    self.bounds = bounds
    counts = Array(repeating: 0, count: bounds.count + 1)
  }

  /// Counts an observation; one that is not a number is left out, because it would spoil the sum for ever.
  mutating func observe(_ value: Double) {
    guard value.isFinite else { return }
    counts[bounds.firstIndex { value <= $0 } ?? bounds.count] += 1
    sum += value
  }

  /// How many observations lie at or below each bound, and in all.
  var cumulative: [Int] {
    var total = 0
    return counts.map { count in
      total += count
      return total
    }
  }
}
