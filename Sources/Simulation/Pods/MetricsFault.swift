/// What may be wrong with the metrics of an application.
package enum MetricsFault: Hashable, Sendable {
  /// The endpoint answers 503.
  case unavailable
  /// Every counter reads `NaN`.
  case notANumber
  /// Every scrape reads counters from zero on, as when several worker processes answer on one port in turn.
  case alternatingWorkers
  /// Every scrape reads the page of the last one before.
  case frozen
}
