import Synchronization

/// Runs what a check awaits on the caller's own thread, first come, first served.
///
/// A fuzzer attributes coverage to the thread that it calls, and an input must take the same way each time.
final class StraightExecutor: TaskExecutor {
  private let ready = Mutex<[UnownedJob]>([])

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    ready.withLock { $0.append(job) }
  }

  /// Runs an operation until nothing is left that could go on.
  func run(_ operation: @escaping @Sendable () async -> Void) {
    _ = Task(executorPreference: self) { await operation() }
    while let job = next() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    ready.withLock { $0.isEmpty ? nil : $0.removeFirst() }
  }
}
