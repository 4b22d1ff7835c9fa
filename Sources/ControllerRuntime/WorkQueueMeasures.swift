import APIMachinery
import Metering
import Time

/// How long keys wait and passes take, beside the logic of the queue and fed by it.
///
/// client-go's rules: the wait begins when a key is first wanted, also while an earlier pass over it runs, and ends when a worker takes
/// it. Bounded by the keys in the queue.
struct WorkQueueMeasures: Sendable {
  private(set) var adds = 0
  private(set) var queueDuration = Histogram(bounds: Histogram.queueBounds)
  private(set) var workDuration = Histogram(bounds: Histogram.queueBounds)
  private(set) var reconcileTime = Histogram(bounds: Histogram.reconcileBounds)
  private(set) var outcomes = ReconcileOutcomes()
  private var wantedSince: [ObjectKey: Duration] = [:]
  private var startedAt: [ObjectKey: Duration] = [:]

  /// A key that was not wanted before is.
  mutating func added(_ key: ObjectKey, now: Duration) {
    adds += 1
    wantedSince[key] = now
  }

  /// A worker begins with it.
  mutating func taken(_ key: ObjectKey, now: Duration) {
    if let since = wantedSince.removeValue(forKey: key) {
      queueDuration.observe((now - since).seconds)
    }
    startedAt[key] = now
  }

  mutating func ended(_ key: ObjectKey, _ result: ReconcileResult, now: Duration) {
    outcomes.count(result)
    guard let start = startedAt.removeValue(forKey: key) else { return }
    let seconds = (now - start).seconds
    workDuration.observe(seconds)
    reconcileTime.observe(seconds)
  }

  /// It was taken and given back before anything was done with it.
  mutating func postponed(_ key: ObjectKey) {
    startedAt[key] = nil
  }

  /// Keys that nobody will take any more.
  mutating func dropWaiting() {
    wantedSince = [:]
  }

  /// The ages of all passes under way together, and the greatest of them.
  func underWay(now: Duration) -> (total: Duration, longest: Duration) {
    let ages = startedAt.values.map { now - $0 }
    return (ages.reduce(.zero, +), ages.max() ?? .zero)
  }
}
