package import APIMachinery
import JSON
package import Time

/// Remembers which events were told lately, so that a repeated one becomes a count and not a flood (E2).
///
/// Scenario: a canary is refused every 30 s for an hour. One event is created, at the second refusal it becomes a series of two, the
/// others are counted here; the server hears of them every half hour and six minutes after the last one.
package struct EventLedger: Sendable {
  /// What makes two events the same; the note is not part of it, and of the objects only which they are.
  package struct Key: Hashable, Sendable {
    let severity: EventReport.Severity
    let reason: String
    let action: String
    let regarding: Subject
    let related: Subject?

    package init(_ report: EventReport) {
      severity = report.severity
      reason = report.reason
      action = report.action
      regarding = Subject(report.regarding)
      related = report.related.map(Subject.init)
    }
  }

  /// An object as itself, whatever its version.
  struct Subject: Hashable, Sendable {
    let kind: String
    let key: ObjectKey
    let uid: String

    init(_ object: APIObject) {
      kind = object.kind
      key = object.key
      uid = object.uid
    }
  }

  /// What the server is to be told; the event carries its series, if it is one.
  package enum Write: Hashable, Sendable {
    case create(APIObject)
    /// Changes nothing but the series.
    case extend(APIObject)
  }

  private struct Series {
    let event: APIObject
    var count = 1
    /// The count that the server was told.
    var told = 1
    var lastSeen: Timestamp
    var lastTold: Timestamp

    var hasNews: Bool { count > told }

    mutating func tell(at now: Timestamp) -> Write {
      told = count
      lastTold = now
      var event = event
      event.json["series"] = [
        "count": .integer(Int64(count)), "lastObservedTime": .string(lastSeen.rfc3339Micro),
      ]
      return .extend(event)
    }
  }

  /// A series that is silent for so long is over; the next such event is a new one (client-go).
  package static let idleMax: Duration = .seconds(360)
  /// A running series is told again this often (client-go).
  package static let refreshInterval: Duration = .seconds(1_800)
  /// Events of one kind that are remembered; what comes beyond them is told one by one.
  package static let seriesMax = 1_000

  private var series: [Key: Series] = [:]

  package init() {}

  /// Counts an event and says what to send; `nil` when the server is told later.
  package mutating func note(_ key: Key, _ event: APIObject, now: Timestamp) -> Write? {
    guard var known = series[key] else {
      if series.count < Self.seriesMax {
        series[key] = Series(event: event, lastSeen: now, lastTold: now)
      }
      return .create(event)
    }
    known.count += 1
    known.lastSeen = now
    let write = known.count == 2 ? known.tell(at: now) : nil
    series[key] = known
    return write
  }

  /// When there is something to tell or to forget although nothing happens.
  package var nextDue: Timestamp? { series.values.map(Self.due).min() }

  /// Ends the series that are silent, and tells what has only been counted for long, in the order of the events' names.
  package mutating func settle(now: Timestamp) -> [Write] {
    let due = series.filter { Self.due($0.value) <= now }
      .sorted { $0.value.event.key < $1.value.event.key }
    return due.compactMap { key, known in
      var known = known
      let write = known.hasNews ? known.tell(at: now) : nil
      series[key] = now - known.lastSeen >= Self.idleMax ? nil : known
      return write
    }
  }

  private static func due(_ series: Series) -> Timestamp {
    let end = series.lastSeen + idleMax
    return series.hasNews ? min(end, series.lastTold + refreshInterval) : end
  }
}
