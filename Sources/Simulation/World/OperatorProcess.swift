/// One operator process of a world: its task, what it runs on, and whether it lives.
final class OperatorProcess {
  let executor: ProcessExecutor
  let life = ProcessLife()
  private var task: Task<Void, Never>?

  init(_ world: SimulationExecutor) {
    executor = ProcessExecutor(world)
  }

  func start(_ operation: @escaping @Sendable () async -> Void) {
    task = executor.start(operation)
  }

  /// Ends it without a word; a stopped one as well.
  func kill() {
    life.end()
    task?.cancel()
    executor.resume()
  }
}
