import PhysicsResources
import Time

/// How far a service's history has been read by this process.
struct HistoryProgress {
  /// Between tries to ask Prometheus, doubled after each that fails.
  private static let firstRetry = Duration.seconds(60)
  private static let longestRetry = Duration.seconds(3_600)

  var isBeingRead = false
  /// Whether the check-point was read, or is known not to exist.
  var hasReadJournal = false
  var journalRetryAt: Timestamp?
  /// Why what a check-point holds was not taken over.
  var journalComplaint = ""
  /// Where the history of Prometheus came from; another place has another one.
  var backfilledFrom: MetricsSpec?
  private(set) var backfillRetryAt: Timestamp?
  private(set) var backfillComplaint = ""
  private var backfillFailures = 0

  mutating func noteBackfill(from place: MetricsSpec) {
    backfilledFrom = place
    backfillRetryAt = nil
    backfillComplaint = ""
    backfillFailures = 0
  }

  mutating func noteBackfillFailure(_ complaint: String, at now: Timestamp) {
    backfillComplaint = "the history is not read from Prometheus: \(complaint)"
    backfillRetryAt =
      now + min(Self.longestRetry, Self.firstRetry * (1 << min(backfillFailures, 10)))
    backfillFailures += 1
  }

  /// - Parameter metrics: of the specification as it is now.
  func isBackfillDue(_ metrics: MetricsSpec, at now: Timestamp) -> Bool {
    guard metrics.source == .prometheus, !metrics.names.requestsTotal.isEmpty,
      backfilledFrom != metrics
    else { return false }
    return backfillRetryAt.map { $0 <= now } ?? true
  }

  func isJournalDue(at now: Timestamp) -> Bool {
    !hasReadJournal && journalRetryAt.map { $0 <= now } ?? true
  }
}
