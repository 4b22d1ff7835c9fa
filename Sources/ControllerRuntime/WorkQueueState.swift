package import APIMachinery

/// Which keys are due, which are being worked on and which wait: the whole logic of the queue, without a clock or a lock.
///
/// Guarantees (Q1, Q2, Q4): a key is never handed out twice at once; any number of adds during a pass give exactly one more pass; of
/// several wake-ups the earliest counts, and none is dropped because a pass failed. Times are distances from any fixed start.
package struct WorkQueueState: Sendable {
  /// The back-off after a key's first failure; it doubles with each further one (client-go).
  package static let backOffInitial: Duration = .milliseconds(5)
  /// Longer and a repaired cluster would look broken for minutes; client-go's 1,000 s are made for fleets.
  package static let backOffCap: Duration = .seconds(30)

  /// Keys to hand out, the next one first.
  private var due: [ObjectKey] = []
  /// Keys that must be looked at: those that are due, and those changed while being worked on.
  private var dirty: Set<ObjectKey> = []
  private var processing: Set<ObjectKey> = []
  private var waiting = DelayedKeys()
  private var failures: [ObjectKey: Int] = [:]
  private var isShutDown = false
  /// Passes that ended in failure since the start.
  package private(set) var retries = 0

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

  package mutating func add(_ key: ObjectKey) {
    guard !isShutDown, dirty.insert(key).inserted, !processing.contains(key) else { return }
    due.append(key)
  }

  package mutating func add(_ key: ObjectKey, after delay: Duration, now: Duration) {
    guard !isShutDown else { return }
    guard delay > .zero else { return add(key) }
    waiting.insert(key, at: now + delay)
  }

  /// Makes the keys due whose time has come, whether or not somebody is free to take them.
  package mutating func release(now: Duration) {
    for key in waiting.removeAll(until: now) { add(key) }
  }

  /// The next key to work on; `nil` while none is due.
  package mutating func take(now: Duration) -> ObjectKey? {
    release(now: now)
    guard !due.isEmpty else { return nil }
    let key = due.removeFirst()
    dirty.remove(key)
    processing.insert(key)
    return key
  }

  /// Ends the pass over a key that `take` handed out.
  package mutating func done(_ key: ObjectKey, _ result: ReconcileResult, now: Duration) {
    guard processing.remove(key) != nil else { return }
    if let delay = delay(before: key, result) { add(key, after: delay, now: now) }
    if dirty.contains(key) { due.append(key) }
  }

  /// Refuses new keys and forgets those that wait; what is due is still handed out, unless it is dropped as well.
  package mutating func shutDown(droppingDue: Bool = false) {
    isShutDown = true
    waiting = DelayedKeys()
    if droppingDue { due = [] }
  }

  /// Counts the failure, or forgets those before, and says when the key is to come back.
  private mutating func delay(before key: ObjectKey, _ result: ReconcileResult) -> Duration? {
    switch result {
    case .success(let wakeAfter):
      failures[key] = nil
      return wakeAfter
    case .failure(let cap, let wakeAfter):
      retries += 1
      let before = failures[key, default: 0]
      failures[key] = before + 1
      let backOff = min(Self.backOffInitial * (1 << min(before, 20)), cap)
      return min(backOff, wakeAfter ?? backOff)
    }
  }
}
