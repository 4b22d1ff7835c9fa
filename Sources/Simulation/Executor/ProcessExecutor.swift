import Synchronization

/// Runs the tasks of one process of a simulated world; while the process is stopped they wait, as after SIGSTOP.
///
/// What others do for it goes on meanwhile: its sleeps run out, answers arrive, watches fill their buffers.
final class ProcessExecutor: TaskExecutor {
  private struct State {
    var isStopped = false
    var held: [UnownedJob] = []
  }

  private let world: SimulationExecutor
  private let state = Mutex(State())

  init(_ world: SimulationExecutor) {
    self.world = world
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let isHeld = state.withLock { state in
      if state.isStopped { state.held.append(job) }
      return state.isStopped
    }
    if !isHeld { ready(job) }
  }

  /// Starts the process's one task; its child tasks and everything it awaits run here too.
  func start(_ operation: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: self) { await operation() }
  }

  func stop() {
    state.withLock { $0.isStopped = true }
  }

  /// Goes on with everything that has become ready meanwhile, in that order.
  func resume() {
    let held = state.withLock { state in
      defer { state.held = [] }
      state.isStopped = false
      return state.held
    }
    for job in held { ready(job) }
  }

  private func ready(_ job: UnownedJob) {
    world.ready(ReadyJob(job: job, executor: self))
  }
}
