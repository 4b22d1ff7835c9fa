import Forecast
import Scaling
import Time

/// What is kept in memory of one service's load; all of it can be read or learned again.
struct LoadMemory {
  /// One that answers, perhaps still the one of a model that is not asked for any more.
  var forecaster: LoadForecaster?
  /// Counts whatever may change an answer of the forecaster.
  private(set) var version = 0
  /// The last answers, as long as nothing has changed them.
  var figures: ForecastFigures?
  var isBeingTrained = false
  var meter: CapacityMeter?
  /// What the meter began with.
  var meterStart: ReplicaCapacity?
  /// What an earlier process had measured, until a meter takes it over.
  var measured: CapacityMeter.Memory?
  /// The newest minute for which a sample was taken, whatever became of it.
  var sampledMinute: Int?
  /// When all pods were last read.
  var scrapedAt: Timestamp?
  /// When the newest sample that was learned was taken.
  var heardAt: Timestamp?
  var history = HistoryProgress()
  var journal = JournalProgress()
  /// What the HPA would do without our floor.
  var reactive = ReactiveScaling()
  /// What the autoscalers would have without a floor, as of the last pass.
  var replicasByHPAAlone: Int?

  mutating func noteChange() {
    version += 1
  }

  /// What is wrong with the history, for people.
  var complaint: String {
    [history.journalComplaint, history.backfillComplaint, journal.complaint]
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
