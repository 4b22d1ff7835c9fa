import KubernetesClient
import CurlTransport
import ArgumentParser
import HTTPListener
import Logging
import Metering
import Observability
import OpenTelemetry
import Operator
import FoundationEssentials
import ServiceLifecycle
import Time
import Transport

/// The controller, in a pod or on a laptop.
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the operator against a cluster."
  )

  @OptionGroup var cluster: ClusterOptions

  @OptionGroup var leaderElection: LeaderElectionOptions

  @Option(name: [.short, .long], help: "Look after this namespace; default: the context's.")
  var namespace: String?

  @Flag(name: [.customShort("A"), .long], help: "Look after all namespaces.")
  var allNamespaces = false

  @Option(
    help: "Where health and metrics are served, :PORT for all addresses; port 0 takes a free one."
  )
  var listen = ":8080"

  @Option(help: "Resources that are worked on at a time.")
  var workers = 4

  @Option(help: "trace, debug, info, notice, warning, error or critical.")
  var logLevel = LogLevel.info

  @Option(help: "json or text.")
  var logFormat = LogFormat.json

  @Option(help: "How long passes under way may last after SIGTERM, from 1s to 15s.")
  var shutdownTimeout = "15s"

  func validate() throws {
    _ = try drainLimit
    guard (1...64).contains(workers) else {
      throw ValidationError("--workers must be 1 to 64, not \(workers)")
    }
    guard ListenAddress(listen) != nil else {
      throw ValidationError("--listen must be HOST:PORT, not \(listen)")
    }
  }

  func run() async throws {
    let logger = LoggingSetup.logger(logFormat, level: logLevel.level)
    let environment = ProcessInfo.processInfo.environment
    let instance = environment["POD_NAME"] ?? ProcessInfo.processInfo.hostName
    let connection = try ClusterConnection(cluster, instance: instance)
    let ownNamespace = environment["POD_NAMESPACE"] ?? connection.configuration.namespace
    if connection.configuration.tls.skipsVerification {
      logger.warning("anyone may pose as the API server: insecure-skip-tls-verify is set")
    }
    let tracing = try TracingSetup(environment: environment, instance: instance, logger: logger)
    let theOperator = ServiceOperator(
      client: connection.client,
      transport: connection.podTransport,
      transports: { trust throws(TransferError) in try CurlTransport(tls: TLSOptions(trust)) },
      clock: SystemClock(),
      options: OperatorOptions(
        namespace: allNamespaces ? nil : namespace ?? connection.configuration.namespace,
        workers: workers,
        isInCluster: connection.isInCluster,
        instance: instance,
        seed: UInt64.random(in: .min ... .max),
        lease: try leaderElection.settings(
          isInCluster: connection.isInCluster,
          instance: instance,
          namespace: ownNamespace,
          drainLimit: drainLimit
        ),
        drainLimit: try drainLimit
      ),
      logger: logger,
      tracer: tracing?.tracer
    )
    let listener = try listener(for: theOperator, tracing, logger)
    defer { logger.info("stopped") }
    // The operator ends first: probes and metrics are answered for as long as it works, and its last spans are exported.
    var services: [any Service] = [TaskService { try await listener.run() }]
    if let tracing { services.append(ExportingService(exporter: tracing.exporter)) }
    services.append(DrainingService(theOperator: theOperator))
    try await ProcessGroup.run(services, logger: logger)
    await tracing?.shutdown()
    await connection.shutdown()
  }

  private var drainLimit: Duration {
    get throws {
      guard let limit = Duration(goDuration: shutdownTimeout),
        (.seconds(1) ... .seconds(15)).contains(limit)
      else {
        throw ValidationError("--shutdown-timeout must be 1s to 15s, not \(shutdownTimeout)")
      }
      return limit
    }
  }

  private func listener(
    for theOperator: ServiceOperator,
    _ tracing: TracingSetup?,
    _ logger: Logger
  ) throws -> HTTPListener {
    guard let address = ListenAddress(listen) else {
      throw CommandFailure("--listen must be HOST:PORT, not \(listen)")
    }
    let endpoints = OperatorEndpoints(
      liveness: { theOperator.liveness },
      readiness: { theOperator.readiness },
      metrics: {
        let families = theOperator.metrics + (tracing?.exporter.metrics ?? [])
        return MetricsText(families + ProcessStatistics.own.families).text
      }
    )
    // Anybody in the cluster may come here: nobody has anything to send, or needs many connections.
    return HTTPListener(
      address: address,
      handler: endpoints,
      bodyLimitBytes: 0,
      connectionsMax: 128
    ) { port in
      logger.info("health and metrics are served", metadata: ["port": "\(port)"])
    }
  }
}
