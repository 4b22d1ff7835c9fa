/// One counter, or several that live and die together in one process.
package protocol CounterValue: Hashable, Sendable {
  static var zero: Self { get }
  static func + (left: Self, right: Self) -> Self

  /// What was added since an earlier reading; `nil` when any part is lower than before, which a counter only is after a restart.
  func growth(since earlier: Self) -> Self?
}

extension CounterValue {
  /// What was added since an earlier reading, across at most one restart: after one, everything counted is new.
  ///
  /// 100 -> 130 adds 30; 100 -> 7 adds 7.
  package func increase(since earlier: Self) -> Self {
    growth(since: earlier) ?? self
  }

  /// What was added over readings in the order they were taken, restarts included: 5, 8, 2, 3 adds 3 + 2 + 1.
  package static func increase(over readings: [Self]) -> Self {
    zip(readings, readings.dropFirst())
      .reduce(.zero) { sum, pair in sum + pair.1.increase(since: pair.0) }
  }
}

extension Double: CounterValue {
  package func growth(since earlier: Double) -> Double? {
    self >= earlier ? self - earlier : nil
  }
}
