package import Time

/// The readings of one process's counters over a bounded time, with restarts taken out.
///
/// Readings closer together than a fifteenth of the window replace each other, so that at most 17 are kept whatever the scrape
/// interval is: a 5-minute window scraped every 10 s keeps one reading per 20 s and the latest.
package struct CounterWindow<Value: CounterValue>: Hashable, Sendable {
  /// All that was counted up to an instant, restarts included.
  package struct Reading: Hashable, Sendable {
    package let at: Timestamp
    package let total: Value

    package init(at: Timestamp, total: Value) {
      self.at = at
      self.total = total
    }
  }

  /// How long readings are kept.
  package let length: Duration
  /// Oldest first; never empty.
  package private(set) var readings: [Reading]
  /// The latest reading as the process gave it.
  package private(set) var raw: Value

  /// Begins with a reading that counts as the base: what happened before it is not ours.
  package init(length: Duration, first raw: Value, at instant: Timestamp) {
    self.init(length: length, readings: [Reading(at: instant, total: .zero)], raw: raw)
  }

  init(length: Duration, readings: [Reading], raw: Value) {
    self.length = length
    self.readings = readings
    self.raw = raw
  }

  /// All that was counted since the first reading.
  package var total: Value { latest.total }
  package var lastReadAt: Timestamp { latest.at }

  private var latest: Reading { readings[readings.count - 1] }

  /// Takes the next reading; one that is not later than the last is ignored, because it can only be a repetition.
  package mutating func add(_ value: Value, at instant: Timestamp) {
    guard instant > lastReadAt else { return }
    let reading = Reading(at: instant, total: total + value.increase(since: raw))
    raw = value
    if isCrowded { readings.removeLast() }
    readings.append(reading)
    let oldest = instant - length
    readings.removeAll { $0.at < oldest }
  }

  /// What was counted between the first and the last reading within the span, and the time between them.
  ///
  /// Nothing outside the span is ever counted, so the answer is low by up to a scrape interval rather than high.
  package func increase(
    within span: ClosedRange<Timestamp>
  ) -> (value: Value, elapsed: Duration)? {
    let inside = readings.filter { span.contains($0.at) }
    guard let first = inside.first, let last = inside.last,
      let value = last.total.growth(since: first.total)
    else { return nil }
    return (value, last.at - first.at)
  }

  /// What was counted since the last reading that is not after an instant, or else since the first one.
  func increase(since instant: Timestamp) -> Value {
    let base = readings.last { $0.at <= instant } ?? readings[0]
    return total.growth(since: base.total) ?? .zero
  }

  /// The last reading within the span up to which nothing was counted; `nil` without a reading in it.
  func onset(within span: ClosedRange<Timestamp>) -> Timestamp? {
    let inside = readings.filter { span.contains($0.at) }
    return inside.last { $0.total == inside[0].total }?.at
  }

  private var isCrowded: Bool {
    readings.count > 1
      && readings[readings.count - 1].at - readings[readings.count - 2].at < length / 15
  }
}
