package import APIMachinery
import Synchronization
package import Time

/// The shell around `WorkQueueState`: lock, waiting workers and clock.
package final class WorkQueue: Sendable {
  /// A worker with nothing to do.
  private struct IdleWorker {
    let ticket: Int
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct Shell {
    var state = WorkQueueState()
    /// Those who wait longest first.
    var idle: [IdleWorker] = []
    var nextTicket = 0
    /// Opened when a key becomes due earlier than the timekeeper knows.
    var alarm = Latch()

    /// Takes out as many idle workers as there is work for, or all once there will be no more.
    mutating func workersToWake() -> [IdleWorker] {
      let count = state.isFinished ? idle.count : min(idle.count, state.depth)
      defer { idle.removeFirst(count) }
      return Array(idle.prefix(count))
    }
  }

  private let shell = Mutex(Shell())
  private let clock: any WallClock
  private let stopwatch: Stopwatch

  package init(clock: any WallClock) {
    self.clock = clock
    stopwatch = Stopwatch(clock)
  }

  package func add(_ key: ObjectKey, _ priority: WorkPriority = .normal) {
    update { state, now in state.add(key, priority, now: now) }
  }

  package func add(_ key: ObjectKey, after delay: Duration) {
    update { state, now in state.add(key, after: delay, now: now) }
  }

  /// The next key to work on, waiting for one if need be; `nil` after shut-down or when the task is cancelled.
  ///
  /// A key is taken only when its worker runs, so that a burst of changes before that costs one pass.
  package func next() async -> ObjectKey? {
    while !Task.isCancelled {
      let now = stopwatch.elapsed
      let (key, isFinished) = shell.withLock { shell in
        (shell.state.take(now: now), shell.state.isFinished)
      }
      if key != nil || isFinished { return key }
      await waitForWork()
    }
    return nil
  }

  /// Ends the pass over a key that `next` returned.
  package func done(_ key: ObjectKey, _ result: ReconcileResult) {
    update { state, now in state.done(key, result, now: now) }
  }

  /// Gives back a key that `next` returned without a pass over it.
  package func postpone(_ key: ObjectKey, by delay: Duration) {
    update { state, now in state.postpone(key, by: delay, now: now) }
  }

  /// Refuses new keys; workers still get those that are due, unless these are dropped, and then `nil`.
  package func shutDown(droppingDue: Bool = false) {
    update { state, _ in state.shutDown(droppingDue: droppingDue) }
  }

  /// Hands out delayed keys when their time comes; runs beside the workers until it is cancelled.
  package func keepTime() async {
    while !Task.isCancelled {
      let alarm = Latch()
      let wakeUp = shell.withLock { shell in
        shell.alarm = alarm
        return shell.state.nextWakeUp
      }
      await sleep(until: wakeUp, or: alarm)
      update { state, now in state.release(now: now) }
    }
  }

  package var statistics: WorkQueueStatistics {
    let now = stopwatch.elapsed
    return shell.withLock { WorkQueueStatistics($0.state, now: now) }
  }

  /// Decides inside the lock, wakes workers and timekeeper outside it.
  private func update(_ change: (inout WorkQueueState, Duration) -> Void) {
    let now = stopwatch.elapsed
    let (workers, alarm) = shell.withLock { shell in
      let before = shell.state.nextWakeUp ?? .seconds(Int64.max)
      change(&shell.state, now)
      let isEarlier = shell.state.nextWakeUp.map { $0 < before } ?? false
      return (shell.workersToWake(), isEarlier ? shell.alarm : nil)
    }
    for worker in workers { worker.continuation.resume() }
    alarm?.open()
  }

  /// Returns when there may be work, or when the task is cancelled.
  private func waitForWork() async {
    let ticket = shell.withLock { shell in
      shell.nextTicket += 1
      return shell.nextTicket
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { park(IdleWorker(ticket: ticket, continuation: $0)) }
    } onCancel: {
      giveUp(ticket)
    }
  }

  private func park(_ worker: IdleWorker) {
    let mustWait = shell.withLock { shell in
      let mustWait = shell.state.depth == 0 && !shell.state.isFinished && !Task.isCancelled
      if mustWait { shell.idle.append(worker) }
      return mustWait
    }
    if !mustWait { worker.continuation.resume() }
  }

  private func giveUp(_ ticket: Int) {
    let worker = shell.withLock { shell -> IdleWorker? in
      guard let index = shell.idle.firstIndex(where: { $0.ticket == ticket }) else { return nil }
      return shell.idle.remove(at: index)
    }
    worker?.continuation.resume()
  }

  private func sleep(until wakeUp: Duration?, or alarm: Latch) async {
    guard let wakeUp else {
      try? await alarm.wait()
      return
    }
    let delay = wakeUp - stopwatch.elapsed
    guard delay > .zero else { return }
    await withTaskGroup { group in
      group.addTask { [clock] in try? await clock.sleep(for: delay) }
      group.addTask { try? await alarm.wait() }
      await group.next()
      group.cancelAll()
    }
  }
}
