package import APIMachinery

/// Which keys are due, which are being worked on and which wait: the whole logic of the queue, without a clock or a lock.
///
/// Guarantees (Q1-Q4): a key is never handed out twice at once; any number of adds during a pass give exactly one more pass; of
/// several wake-ups the earliest counts, and none is dropped because a pass failed. Times are distances from any fixed start.
package struct WorkQueueState: Sendable {
  /// The back-off after a key's first failure; it doubles with each further one (client-go).
  package static let backOffInitial: Duration = .milliseconds(5)
  /// Longer and a repaired cluster would look broken for minutes; client-go's 1,000 s are made for fleets.
  package static let backOffCap: Duration = .seconds(30)

  private var due = DueKeys()
  /// Keys that must be looked at, and how soon: those that are due, and those changed while being worked on.
  private var dirty: [ObjectKey: WorkPriority] = [:]
  private var processing: Set<ObjectKey> = []
  private var waiting = DelayedKeys()
  private var failures: [ObjectKey: Int] = [:]
  private var retryBudget = RetryBudget()
  private var isShutDown = false
  /// Passes that ended in failure since the start.
  package private(set) var retries = 0
  private(set) var measures = WorkQueueMeasures()

  package init() {}

  /// Keys that a worker could take now.
  package var depth: Int { due.count }
  /// Keys that wait for their time.
  package var delayed: Int { waiting.count }
  /// Keys that are being worked on.
  package var inProgress: Int { processing.count }
  /// When the next waiting key becomes due.
  package var nextWakeUp: Duration? { waiting.earliest }
  /// No key will ever be handed out again.
  package var isFinished: Bool { isShutDown && due.isEmpty }

  /// Adds a key, or raises its priority, which moves it to the end of its new level (Q3); a key that waits there already stays where
  /// it is (Q1).
  package mutating func add(_ key: ObjectKey, _ priority: WorkPriority = .normal, now: Duration) {
    guard !isShutDown else { return }
    if let known = dirty[key], known >= priority { return }
    if dirty.updateValue(priority, forKey: key) == nil { measures.added(key, now: now) }
    if !processing.contains(key) { due.append(key, priority, now: now) }
  }

  package mutating func add(_ key: ObjectKey, after delay: Duration, now: Duration) {
    guard !isShutDown else { return }
    guard delay > .zero else { return add(key, now: now) }
    waiting.insert(key, at: now + delay)
  }

  /// Makes the keys due whose time has come, whether or not somebody is free to take them.
  package mutating func release(now: Duration) {
    for key in waiting.removeAll(until: now) { add(key, now: now) }
  }

  /// The next key to work on; `nil` while none is due.
  package mutating func take(now: Duration) -> ObjectKey? {
    release(now: now)
    guard let key = due.next(now: now) else { return nil }
    dirty[key] = nil
    processing.insert(key)
    measures.taken(key, now: now)
    return key
  }

  /// Ends the pass over a key that `take` handed out.
  package mutating func done(_ key: ObjectKey, _ result: ReconcileResult, now: Duration) {
    guard processing.remove(key) != nil else { return }
    measures.ended(key, result, now: now)
    if let delay = delay(before: key, result, now: now) { add(key, after: delay, now: now) }
    if let priority = dirty[key] { due.append(key, priority, now: now) }
  }

  /// Gives back a key that `take` handed out before anything was done with it: neither a success nor a failure.
  package mutating func postpone(_ key: ObjectKey, by delay: Duration, now: Duration) {
    guard processing.remove(key) != nil else { return }
    measures.postponed(key)
    add(key, after: delay, now: now)
    if let priority = dirty[key] { due.append(key, priority, now: now) }
  }

  /// Refuses new keys and forgets those that wait; what is due is still handed out, unless it is dropped as well.
  package mutating func shutDown(droppingDue: Bool = false) {
    isShutDown = true
    waiting = DelayedKeys()
    guard droppingDue else { return }
    due = DueKeys()
    // What changed during its own pass as well.
    dirty = [:]
    measures.dropWaiting()
  }

  /// Counts the failure, or forgets those before, and says when the key is to come back.
  private mutating func delay(
    before key: ObjectKey,
    _ result: ReconcileResult,
    now: Duration
  ) -> Duration? {
    switch result {
    case .success(let wakeAfter):
      failures[key] = nil
      return wakeAfter
    case .refused:
      failures[key] = nil
      return nil
    case .failure(let cap, let wakeAfter, let retryAfter):
      retries += 1
      let before = failures[key, default: 0]
      failures[key] = before + 1
      let ownBackOff = Self.backOffInitial * (1 << min(before, 20))
      let backOff = min(max(ownBackOff, retryBudget.take(now: now)), cap)
      // What the server asked for goes before everything, but no key is lost to a server that says "in an hour".
      return max(min(backOff, wakeAfter ?? backOff), min(retryAfter ?? .zero, Self.backOffCap))
    }
  }
}
