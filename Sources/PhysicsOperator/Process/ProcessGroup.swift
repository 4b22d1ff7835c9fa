import UnixSignals
import Logging
import ServiceLifecycle

/// Runs the parts of a long-lived command until SIGTERM or SIGINT, or until one of them fails.
enum ProcessGroup {
  static func run(
    _ bodies: [@Sendable () async throws -> Void],
    logger: Logger
  ) async throws {
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: bodies.map { body in
          ServiceGroupConfiguration.ServiceConfiguration(
            service: TaskService(body: body),
            successTerminationBehavior: .gracefullyShutdownGroup
          )
        },
        gracefulShutdownSignals: [.sigterm, .sigint],
        logger: logger
      )
    )
    try await group.run()
  }
}
