/// One thread and one clock: the same program takes the same steps in every run.
struct VirtualWorld {
  let executor = SteppingExecutor()
  let clock = VirtualClock()

  /// Starts a task that runs whenever the world does.
  @discardableResult
  func start(_ body: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
    Task(executorPreference: executor) { await body() }
  }

  /// Lets time pass, stopping wherever a task wants to be woken.
  ///
  /// - Parameter tick: called whenever the clock has moved.
  func run(for duration: Duration = .zero, tick: () -> Void = {}) {
    let end = clock.now.sinceStart + duration
    executor.runUntilIdle()
    while let next = clock.nextDeadline, next <= end {
      move(to: next, tick)
    }
    move(to: end, tick)
  }

  private func move(to time: Duration, _ tick: () -> Void) {
    clock.advance(to: time)
    tick()
    executor.runUntilIdle()
  }
}
