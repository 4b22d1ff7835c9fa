import Synchronization
package import Time

/// Runs all tasks of a simulated world one after the other on the caller's thread, on virtual time.
///
/// Guarantees: with one seed two runs resume every task in the same order. Assumes that nothing in the world waits for anything
/// outside it: a task that does is simply not ready, and time goes on without it.
package final class SimulationExecutor: TaskExecutor {
  private struct State {
    var ready = ReadyJobs()
    var generator: SeededGenerator?
  }

  package let clock: VirtualClock
  private let state: Mutex<State>

  /// `shuffleSeed` picks the next of the ready jobs at random; `nil` runs them first in, first out.
  package init(clock: VirtualClock, shuffleSeed: UInt64? = nil) {
    self.clock = clock
    state = Mutex(State(generator: shuffleSeed.map { SeededGenerator(seed: $0) }))
  }

  package func enqueue(_ job: consuming ExecutorJob) {
    ready(ReadyJob(job: UnownedJob(job), executor: self))
  }

  /// Takes up a job, its own or that of a process in the world.
  func ready(_ job: ReadyJob) {
    state.withLock { $0.ready.append(job) }
  }

  /// Starts a task of the world; its child tasks and everything it awaits run here too.
  package func start(
    _ operation: @escaping @Sendable () async -> Void
  ) -> Task<Void, Never> {
    Task(executorPreference: self) { await operation() }
  }

  /// Runs what is ready, and what becomes ready by that, without moving the time.
  package func drain() {
    while let job = nextJob() { job.run() }
  }

  /// Runs everything up to an instant; the clock stands there afterwards.
  package func run(until bound: Timestamp) {
    drain()
    while let deadline = clock.nextDeadline, deadline <= bound {
      clock.advance(to: deadline)
      drain()
    }
    clock.advance(to: bound)
    drain()
  }

  /// Runs until a condition holds, at most up to an instant; says whether it came to hold.
  package func run(until bound: Timestamp, while isWanted: () -> Bool) -> Bool {
    drain()
    while isWanted() {
      guard let deadline = clock.nextDeadline, deadline <= bound else { return false }
      clock.advance(to: deadline)
      drain()
    }
    return true
  }

  private func nextJob() -> ReadyJob? {
    state.withLock { state in
      guard !state.ready.isEmpty else { return nil }
      guard var generator = state.generator else { return state.ready.removeFirst() }
      let index = Int(generator.next() % UInt64(state.ready.count))
      state.generator = generator
      return state.ready.remove(at: index)
    }
  }
}
