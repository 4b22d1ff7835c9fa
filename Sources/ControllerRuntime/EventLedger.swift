package import APIMachinery
package import Time

/// Remembers which events were told lately, so that a repeated one becomes a count and not a flood (E2).
package struct EventLedger: Sendable {
  /// What makes two events the same; the note is not part of it.
  package struct Key: Hashable, Sendable {
    let severity: EventReport.Severity
    let reason: String
    let action: String
    let regardingUID: String

    package init(_ report: EventReport) {
      severity = report.severity
      reason = report.reason
      action = report.action
      regardingUID = report.regarding.uid
    }
  }

  /// What is to be sent for a report.
  package enum Entry: Hashable, Sendable {
    case new
    /// The event of that name happened `count` times.
    case repeated(event: ObjectKey, count: Int)
    /// Counted; the server is told later.
    case counted
  }

  private struct Series {
    let event: ObjectKey
    var count: Int
    var lastSeen: Timestamp
    var lastTold: Timestamp
  }

  /// A series that is silent for so long is over; the next such event is a new one (client-go).
  package static let seriesIdleMax: Duration = .seconds(360)
  /// A running series is told again this often (client-go).
  package static let refreshInterval: Duration = .seconds(1_800)

  private var series: [Key: Series] = [:]

  package init() {}

  /// Counts a report and says what to send.
  package mutating func note(_ key: Key, now: Timestamp) -> Entry {
    series = series.filter { now - $0.value.lastSeen < Self.seriesIdleMax }
    guard var known = series[key] else { return .new }
    known.count += 1
    known.lastSeen = now
    let isDue = known.count == 2 || now - known.lastTold >= Self.refreshInterval
    if isDue { known.lastTold = now }
    series[key] = known
    return isDue ? .repeated(event: known.event, count: known.count) : .counted
  }

  /// The event was created; the next one like it is its repetition.
  package mutating func created(_ event: ObjectKey, for key: Key, now: Timestamp) {
    series[key] = Series(event: event, count: 1, lastSeen: now, lastTold: now)
  }

  /// The event is gone from the server: the next one like it is new.
  package mutating func forget(_ key: Key) {
    series[key] = nil
  }
}
