import Forecast
import Time

/// Rows of any step put onto whole minutes.
///
/// Each row stands from its time until the next row, at most one step long; a minute's value is the mean of what stands in it,
/// weighed by how long. A minute of which less than half is covered is unknown.
struct MinuteGrid {
  /// Two years; more is a mistake in the times, and would cost gigabytes.
  static let mostMinutes = 2 * 366 * 1_440
  /// A hole this long between two rows is a clock that jumped.
  private static let longestHole = 30 * 86_400.0
  private static let coarsestStep = 900.0

  let firstMinute: Int
  let stepSeconds: Double
  private(set) var samples: [LoadSample?] = []

  init(_ source: TraceRows) throws(TraceError) {
    let rows = source.rows
    stepSeconds = Self.step(of: rows)
    guard stepSeconds <= Self.coarsestStep else { throw .tooCoarse(stepSeconds: Int(stepSeconds)) }
    for (earlier, later) in zip(rows, rows.dropFirst()) {
      let hole = later.time - earlier.time
      guard hole <= Self.longestHole else {
        throw .clockJump(line: later.line, days: Int(hole / 86_400))
      }
    }
    guard let first = rows.first, let last = rows.last else { throw .noRows }
    firstMinute = Int(first.time / 60)
    let end = Int(((last.time + stepSeconds) / 60).rounded(.up))
    guard end - firstMinute <= Self.mostMinutes else { throw .tooManyMinutes }
    fill(rows, metrics: source.metrics, minutes: max(1, end - firstMinute))
    while samples.last == .some(nil) { samples.removeLast() }
  }

  private static func step(of rows: [TraceRows.Row]) -> Double {
    let distances = zip(rows.dropFirst(), rows).map { $0.time - $1.time }
    return distances.sorted()[(distances.count - 1) / 2]
  }

  /// How many minutes apart rows are that lie on minutes, though they may be written a little later: to weigh them would blur them.
  private var wholeMinutes: Double? {
    let steps = (stepSeconds / 60).rounded()
    let isWhole = steps >= 1 && (stepSeconds - steps * 60).magnitude <= 0.05 * stepSeconds
    return isWhole ? steps : nil
  }

  /// From when to when each row stands, in seconds since the first minute.
  private func spans(_ rows: [TraceRows.Row]) -> [Range<Double>] {
    let first = Double(firstMinute) * 60
    var starts = rows.map { $0.time - first }
    if wholeMinutes != nil {
      let phase = starts[0]
      starts = starts.map { (($0 - phase) / 60).rounded() * 60 }
    }
    let held = wholeMinutes.map { $0 * 60 } ?? stepSeconds
    return starts.indices.map { index in
      let next = index + 1 < starts.count ? starts[index + 1] : .infinity
      return starts[index]..<min(next, starts[index] + held)
    }
  }

  private mutating func fill(_ rows: [TraceRows.Row], metrics: [LoadMetric], minutes: Int) {
    var columns = [Column](repeating: Column(minutes: minutes), count: metrics.count + 1)
    for (row, stands) in zip(rows, spans(rows)) {
      for (column, value) in ([row.load] + row.others).enumerated() {
        if let value { columns[column].add(value, stands) }
      }
    }
    let others = columns.dropFirst().map(\.heldValues)
    samples = columns[0].values.enumerated().map { minute, load in
      guard let load else { return nil }
      var sample = LoadSample(minute: firstMinute + minute, requestsPerSecond: load)
      for (metric, values) in zip(metrics, others) { sample[metric] = values[minute] }
      return sample
    }
  }

  /// One metric over all minutes.
  private struct Column {
    private var sums: [Double]
    private var seconds: [Double]

    init(minutes: Int) {
      sums = Array(repeating: 0, count: minutes)
      seconds = sums
    }

    mutating func add(_ value: Double, _ stands: Range<Double>) {
      var start = stands.lowerBound
      while start < stands.upperBound {
        let minute = Int(start / 60)
        let end = min(stands.upperBound, Double(minute + 1) * 60)
        guard minute < sums.count else { return }
        sums[minute] += value * (end - start)
        seconds[minute] += end - start
        start = end
      }
    }

    var values: [Double?] {
      zip(sums, seconds).map { $1 >= 30 ? $0 / $1 : nil }
    }

    /// Every minute with a value: what is not known stays what it was.
    var heldValues: [Double] {
      var last = 0.0
      return values.map { value in
        last = value ?? last
        return last
      }
    }
  }
}

extension LoadTrace {
  init(_ rows: TraceRows, name: String) throws(TraceError) {
    let grid = try MinuteGrid(rows)
    guard grid.samples.contains(where: { $0 != nil }) else { throw .noUsableLoad }
    let oddities = Oddities(grid.samples, firstMinute: grid.firstMinute)
    var warnings = rows.warnings
    if grid.stepSeconds > 60 { warnings.append(.coarse(stepSeconds: Int(grid.stepSeconds))) }
    warnings += oddities.warnings
    self.init(
      name: name,
      firstMinute: grid.firstMinute,
      samples: grid.samples,
      stepSeconds: max(1, Int(grid.stepSeconds.rounded())),
      metrics: rows.metrics,
      warnings: warnings
    )
  }
}

/// What makes a series of minutes unlike real traffic.
private struct Oddities {
  private(set) var warnings: [TraceWarning] = []

  init(_ samples: [LoadSample?], firstMinute: Int) {
    noteGaps(samples, firstMinute: firstMinute)
    let loads = samples.map { $0?.requestsPerSecond }
    guard loads.contains(where: { ($0 ?? 0) > 0 }) else {
      warnings.append(.allZero)
      return
    }
    let repeats = [1_440, 7 * 1_440].contains { season in
      // Half a season more than one is too much for chance.
      loads.count >= season * 3 / 2 && zip(loads.dropFirst(season), loads).allSatisfy { $0 == $1 }
    }
    if repeats { warnings.append(.repeats) }
  }

  private mutating func noteGaps(_ samples: [LoadSample?], firstMinute: Int) {
    var missing = 0
    var current = 0
    var longest = (length: 0, end: 0)
    for (minute, sample) in samples.enumerated() {
      current = sample == nil ? current + 1 : 0
      missing += sample == nil ? 1 : 0
      if current > longest.length { longest = (current, minute) }
    }
    guard missing > 0 else { return }
    let before = firstMinute + longest.end - longest.length
    warnings.append(
      .gaps(
        minutes: missing,
        longest: longest.length,
        after: Timestamp(epochSeconds: Int64(before) * 60).rfc3339
      )
    )
  }
}
