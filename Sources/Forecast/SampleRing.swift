/// The last fifteen days of a service's load, one slot per minute, bounded.
///
/// Samples may come twice, late or out of order. Nothing is allocated for a metric before its first value other than zero, so a
/// service that only counts requests costs 86 KB when the ring is full.
package struct SampleRing: Hashable, Sendable {
  /// Fifteen days: two weekly seasons and a day to spare.
  package static let fifteenDays = 15 * 24 * 60
  /// What counts as a time, in minutes since the epoch.
  static let times = 0...1_000_000_000
  /// The largest value of any metric that is believed.
  static let largestValue = 1e12

  /// How many minutes the ring keeps.
  package let capacity: Int
  /// The newest minute that was recorded, outages included.
  package private(set) var latest: Int?
  /// The minute that stands in slot 0.
  private var origin = 0
  private var slots: [SlotState] = []
  private var columns = [[Float]](repeating: [], count: LoadMetric.allCases.count)

  private enum SlotState: UInt8 {
    case missing, known, outage, bridged
  }

  package init(capacity: Int = SampleRing.fifteenDays) {
    precondition(capacity > 0, "a ring keeps at least one minute")
    self.capacity = capacity
  }

  /// The minutes that the ring spans, from the oldest it still keeps to the newest; `nil` while it is empty.
  package var span: ClosedRange<Int>? {
    guard let latest else { return nil }
    return max(origin, latest - capacity + 1)...latest
  }

  /// Takes a sample, or says why not.
  @discardableResult
  package mutating func record(_ sample: LoadSample) -> SampleRefusal? {
    if let refusal = refusal(of: sample) { return refusal }
    let slot = advance(to: sample.minute)
    slots[slot] = .known
    for metric in LoadMetric.allCases {
      store(Float(sample[metric]), in: metric.rawValue, slot: slot)
    }
    bridge(around: sample.minute)
    return nil
  }

  /// Marks a minute in which the service failed: its load says nothing about demand and must not be learned.
  package mutating func markOutage(minute: Int) {
    guard Self.times.contains(minute), !isTooOld(minute) else { return }
    slots[advance(to: minute)] = .outage
    breakBridges(at: minute)
  }

  /// What is known about a metric in a minute; `nil` when the minute is missing or was an outage.
  package subscript(metric: LoadMetric, minute: Int) -> Double? {
    guard let slot = slot(of: minute), slots[slot] == .known else { return nil }
    let column = columns[metric.rawValue]
    return slot < column.count ? Double(column[slot]) : 0
  }

  /// The load in a minute, of a short hole the straight line over it; NaN when it is missing.
  func load(_ minute: Int) -> Float {
    guard let slot = slot(of: minute) else { return .nan }
    return load(inSlot: slot)
  }

  private func load(inSlot slot: Int) -> Float {
    guard slots[slot] == .known || slots[slot] == .bridged else { return .nan }
    let column = columns[LoadMetric.requestsPerSecond.rawValue]
    return slot < column.count ? column[slot] : 0
  }

  /// The mean of the known minutes; NaN when none is known.
  func mean(_ minutes: ClosedRange<Int>) -> Float {
    guard let latest else { return .nan }
    let first = max(minutes.lowerBound, origin, latest - capacity + 1)
    let last = min(minutes.upperBound, latest)
    guard first <= last else { return .nan }
    var slot = (first - origin) % capacity
    var (sum, known) = (Float(0), Float(0))
    for _ in first...last {
      let load = load(inSlot: slot)
      if !load.isNaN {
        sum += load
        known += 1
      }
      slot += 1
      if slot == capacity { slot = 0 }
    }
    return known > 0 ? sum / known : .nan
  }

  /// Whether a sample of this very minute was taken.
  func isRecorded(_ minute: Int) -> Bool {
    slot(of: minute).map { slots[$0] == .known } ?? false
  }

  /// A metric in a minute, bridged or not; NaN when it is missing.
  func value(_ metric: LoadMetric, _ minute: Int) -> Double {
    guard let slot = slot(of: minute), slots[slot] == .known || slots[slot] == .bridged else {
      return .nan
    }
    let column = columns[metric.rawValue]
    return slot < column.count ? Double(column[slot]) : 0
  }

  package func isOutage(_ minute: Int) -> Bool {
    slot(of: minute).map { slots[$0] == .outage } ?? false
  }

  /// Whether a metric ever was anything but zero; the forest's inputs that were not are constant columns.
  package func reports(_ metric: LoadMetric) -> Bool {
    !columns[metric.rawValue].isEmpty
  }

  /// The largest known value of a metric over the last `minutes`; `nil` when none is known.
  package func largest(_ metric: LoadMetric, last minutes: Int) -> Double? {
    guard let span else { return nil }
    let first = max(span.lowerBound, span.upperBound - minutes + 1)
    return (first...span.upperBound).lazy.compactMap { self[metric, $0] }.max()
  }

  /// What the slots and columns hold on the heap.
  var heldBytes: Int {
    columns.reduce(slots.capacity) { $0 + $1.capacity * MemoryLayout<Float>.stride }
  }

  private func refusal(of sample: LoadSample) -> SampleRefusal? {
    for metric in LoadMetric.allCases {
      guard Float(sample[metric]).isFinite else { return .notFinite(metric) }
      if sample[metric] < 0 { return .negative(metric) }
      if sample[metric] > Self.largestValue { return .tooLarge(metric) }
    }
    guard Self.times.contains(sample.minute) else { return .noTime(minute: sample.minute) }
    if isTooOld(sample.minute) { return .tooOld(minute: sample.minute) }
    if let slot = slot(of: sample.minute), slots[slot] == .known || slots[slot] == .outage {
      return .duplicate(minute: sample.minute)
    }
    return nil
  }

  private func isTooOld(_ minute: Int) -> Bool {
    guard let latest else { return false }
    return minute <= latest - capacity
  }

  private func slot(of minute: Int) -> Int? {
    guard let span, span.contains(minute) else { return nil }
    return (minute - origin) % capacity
  }

  /// Makes room for `minute` and forgets what it replaces.
  private mutating func advance(to minute: Int) -> Int {
    guard let latest else {
      origin = minute
      self.latest = minute
      slots = [.missing]
      return 0
    }
    if minute < origin { makeRoom(before: origin - minute) }
    if minute > latest {
      for skipped in max(latest, minute - capacity) + 1...minute { clear(skipped) }
      self.latest = minute
    }
    return (minute - origin) % capacity
  }

  /// Moves the origin back, for a backfill that arrives after the first scrape; the ring has not come round yet.
  private mutating func makeRoom(before minutes: Int) {
    origin -= minutes
    slots.insert(contentsOf: Array(repeating: .missing, count: minutes), at: 0)
    for column in columns.indices where !columns[column].isEmpty {
      columns[column].insert(contentsOf: Array(repeating: 0, count: minutes), at: 0)
    }
  }

  private mutating func clear(_ minute: Int) {
    let slot = (minute - origin) % capacity
    reserve(&slots, slot)
    while slots.count <= slot { slots.append(.missing) }
    slots[slot] = .missing
  }

  /// Draws straight lines over the short holes on both sides of a minute that is now known.
  private mutating func bridge(around minute: Int) {
    if let left = knownNeighbour(of: minute, step: -1) { drawLine(from: left, to: minute) }
    if let right = knownNeighbour(of: minute, step: 1) { drawLine(from: minute, to: right) }
  }

  /// The nearest known minute within a bridge's length; `nil` when an outage or too long a hole lies between.
  private func knownNeighbour(of minute: Int, step: Int) -> Int? {
    for distance in 1...Self.longestBridge + 1 {
      guard let slot = slot(of: minute + step * distance) else { return nil }
      switch slots[slot] {
      case .known: return minute + step * distance
      case .outage: return nil
      case .missing, .bridged: continue
      }
    }
    return nil
  }

  /// 10, -, -, 16 becomes 10, 12, 14, 16.
  private mutating func drawLine(from left: Int, to right: Int) {
    guard right - left > 1 else { return }
    for minute in left + 1..<right {
      guard let slot = slot(of: minute) else { continue }
      slots[slot] = .bridged
      let share = Double(minute - left) / Double(right - left)
      for metric in LoadMetric.allCases where reports(metric) {
        let (start, end) = (value(metric, left), value(metric, right))
        store(Float(start + (end - start) * share), in: metric.rawValue, slot: slot)
      }
    }
  }

  /// A line that touched this minute has lost an end.
  private mutating func breakBridges(at minute: Int) {
    for step in [-1, 1] {
      for distance in 1...Self.longestBridge {
        guard let slot = slot(of: minute + step * distance), slots[slot] == .bridged else { break }
        slots[slot] = .missing
      }
    }
  }

  /// Doubles the room up to what the ring will ever need, instead of to the next power of two.
  private func reserve<Element>(_ array: inout [Element], _ slot: Int) {
    guard slot >= array.capacity else { return }
    array.reserveCapacity(min(capacity, max(slot + 1, 2 * array.capacity)))
  }

  private mutating func store(_ value: Float, in column: Int, slot: Int) {
    guard value != 0 || !columns[column].isEmpty else { return }
    reserve(&columns[column], slot)
    while columns[column].count <= slot { columns[column].append(0) }
    columns[column][slot] = value
  }
}
