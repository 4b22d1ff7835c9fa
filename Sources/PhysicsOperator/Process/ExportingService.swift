import OpenTelemetry
import ServiceLifecycle

/// Exports spans until the process is asked to stop, and then those that are left.
struct ExportingService: Service {
  let exporter: SpanExporter

  func run() async throws {
    await withGracefulShutdownHandler {
      await exporter.run()
    } onGracefulShutdown: {
      exporter.shutDown()
    }
  }
}
