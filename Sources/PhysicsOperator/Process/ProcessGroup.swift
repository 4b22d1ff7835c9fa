import UnixSignals
import Logging
import ServiceLifecycle

/// Runs the parts of a long-lived command until SIGTERM or SIGINT, or until one of them fails.
enum ProcessGroup {
  /// What has not ended by then is cancelled; the kubelet kills after 30 s.
  private static let shutdownMax = Duration.seconds(28)

  static func run(
    _ bodies: [@Sendable () async throws -> Void],
    logger: Logger
  ) async throws {
    try await run(bodies.map(TaskService.init), logger: logger)
  }

  /// When the process is asked to stop, the last service is asked first, and each has ended before the one before it is asked.
  static func run(
    _ services: [any Service],
    logger: Logger
  ) async throws {
    var configuration = ServiceGroupConfiguration(
      services: services.map {
        ServiceGroupConfiguration.ServiceConfiguration(
          service: $0,
          successTerminationBehavior: .gracefullyShutdownGroup
        )
      },
      gracefulShutdownSignals: [.sigterm, .sigint],
      logger: logger
    )
    configuration.maximumGracefulShutdownDuration = shutdownMax
    try await ServiceGroup(configuration: configuration).run()
  }
}
