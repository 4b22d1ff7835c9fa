/// Forecasts that were really issued, judged when their minute came: the only errors that a learned model cannot flatter.
///
/// Errors on training rows are near zero for a fully grown forest, and out-of-bag rows of a time series have near-twins in the bag.
package struct TrailingForecasts: Hashable, Sendable {
  /// One day of minutes; older ones are forgotten.
  package static let capacity = 24 * 60
  /// Fewer judged forecasts than this prove nothing.
  package static let leastJudged = 60

  private struct Issued: Hashable {
    let minute: Int
    let point: Double
    let upper: Double?
    /// What assuming no change would have said.
    let persistence: Double
  }

  private struct Judged: Hashable {
    let error: Double
    let persistenceError: Double
    let isCovered: Bool?
  }

  private var pending: [Issued] = []
  private var judged: [Judged] = []

  package init() {}

  /// Remembers a forecast for `minute`; `upper` is the P95 that was issued with it.
  package mutating func issue(
    for minute: Int,
    point: Double,
    upper: Double?,
    persistence: Double
  ) {
    guard pending.last.map({ $0.minute < minute }) ?? true else { return }
    pending.append(Issued(minute: minute, point: point, upper: upper, persistence: persistence))
    if pending.count > Self.capacity { pending.removeFirst() }
  }

  /// Judges the forecast for a minute whose load is now known, and forgets older ones that were never judged.
  package mutating func observe(_ load: Double, at minute: Int) {
    while let first = pending.first, first.minute <= minute {
      pending.removeFirst()
      guard first.minute == minute else { continue }
      judged.append(
        Judged(
          error: load - first.point,
          persistenceError: load - first.persistence,
          isCovered: first.upper.map { load <= $0 }
        )
      )
    }
    if judged.count > Self.capacity { judged.removeFirst(judged.count - Self.capacity) }
  }

  package var errors: ErrorQuantiles { ErrorQuantiles(judged.map(\.error)) }

  /// `nil` before any forecast came due.
  var lastDay: TrailingDay? {
    guard !judged.isEmpty else { return nil }
    let count = Double(judged.count)
    let covered = judged.compactMap(\.isCovered)
    return TrailingDay(
      error: judged.reduce(0) { $0 + $1.error.magnitude } / count,
      persistenceError: judged.reduce(0) { $0 + $1.persistenceError.magnitude } / count,
      coverage: covered.isEmpty ? nil : Double(covered.count { $0 }) / Double(covered.count)
    )
  }

  /// Whether the model may be trusted, by its last day.
  package var gate: TrustGate {
    guard judged.count >= Self.leastJudged else { return .closed(.unproven(judged: judged.count)) }
    let error = judged.reduce(0) { $0 + $1.error.magnitude }
    let persistence = judged.reduce(0) { $0 + $1.persistenceError.magnitude }
    guard error <= persistence else { return .closed(.worseThanPersistence) }
    let covered = judged.compactMap(\.isCovered)
    guard covered.count >= Self.leastJudged else { return .open }
    let share = Double(covered.count { $0 }) / Double(covered.count)
    return TrustGate.coverage.contains(share) ? .open : .closed(.coverage(share))
  }
}
