import ServiceLifecycle

/// Runs a body until it ends or the process is asked to stop, which cancels it.
struct TaskService: Service {
  let body: @Sendable () async throws -> Void

  func run() async throws {
    try await cancelWhenGracefulShutdown { try await body() }
  }
}
