import KubernetesClient
import CurlTransport
import ArgumentParser
import HTTPListener
import Logging
import Observability
import Operator
import FoundationEssentials

/// The controller, in a pod or on a laptop.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the operator against a cluster."
  )

  @OptionGroup var cluster: ClusterOptions

  @Option(name: [.short, .long], help: "Look after this namespace; default: the context's.")
  var namespace: String?

  @Flag(name: [.customShort("A"), .long], help: "Look after all namespaces.")
  var allNamespaces = false

  @Option(help: "Where health and metrics are served; port 0 takes a free one.")
  var listen = "0.0.0.0:8080"

  @Option(help: "Resources that are worked on at a time.")
  var workers = 4

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = LogLevel.info

  @Option(help: "json or text.")
  var logFormat = LogFormat.json

  func validate() throws {
    guard (1...64).contains(workers) else {
      throw ValidationError("--workers must be 1 to 64, not \(workers)")
    }
    guard ListenAddress(listen) != nil else {
      throw ValidationError("--listen must be HOST:PORT, not \(listen)")
    }
  }

  func run() async throws {
    let logger = LoggingSetup.logger(logFormat, level: logLevel.level)
    let connection = try ClusterConnection(cluster)
    if connection.configuration.tls.skipsVerification {
      logger.warning("anyone may pose as the API server: insecure-skip-tls-verify is set")
    }
    let theOperator = ServiceOperator(
      client: connection.client,
      transport: connection.transport,
      clock: SystemClock(),
      options: OperatorOptions(
        namespace: allNamespaces ? nil : namespace ?? connection.configuration.namespace,
        workers: workers,
        isInCluster: connection.isInCluster,
        instance: ProcessInfo.processInfo.hostName,
        seed: UInt64.random(in: .min ... .max)
      ),
      logger: logger
    )
    let listener = try listener(for: theOperator, logger)
    defer { logger.info("stopped") }
    try await ProcessGroup.run(
      [{ await theOperator.run() }, { try await listener.run() }],
      logger: logger
    )
    await connection.transport.shutdown()
  }

  private func listener(for theOperator: ServiceOperator, _ logger: Logger) throws -> HTTPListener {
    guard let address = ListenAddress(listen) else {
      throw CommandFailure("--listen must be HOST:PORT, not \(listen)")
    }
    let endpoints = OperatorEndpoints(
      liveness: { HealthReport([HealthReport.Check("process", isHealthy: true, "it answers")]) },
      readiness: { HealthReport(readinessOf: theOperator) },
      metrics: { OperatorMetrics(theOperator.statistics).exposition }
    )
    return HTTPListener(address: address, handler: endpoints) { port in
      logger.info("health and metrics are served", metadata: ["port": "\(port)"])
    }
  }
}

extension HealthReport {
  init(readinessOf theOperator: ServiceOperator) {
    let problems = theOperator.problems
    self.init(
      problems.isEmpty
        ? [Check("api-server", isHealthy: true, "all caches are in step")]
        : problems.map { Check("api-server", isHealthy: false, $0) }
    )
  }
}
