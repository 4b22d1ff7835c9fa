import CurlTransport
import FoundationEssentials
import Forecast
import Logging
import OpenTelemetry
import Time
import Transport

/// Traces as the standard environment variables want them; absent unless they name a collector.
struct TracingSetup {
  let tracer: SpanTracer
  let exporter: SpanExporter
  private let transport: CurlTransport

  /// - Parameter instance: names this process.
  init?(environment: [String: String], instance: String, logger: Logger) throws {
    let configuration = TracingConfiguration(environment: environment)
    for problem in configuration.problems { logger.warning("\(problem)") }
    guard let settings = configuration.settings else { return nil }
    let clock = SystemClock()
    let buffer = SpanBuffer(capacity: settings.capacity, batch: settings.batch)
    // A connection of its own: a collector that hangs must not stand before the API server.
    transport = try CurlTransport(
      tls: TLSOptions(authorities: settings.certificate.map(PEMSource.file))
    )
    tracer = SpanTracer(
      sampler: settings.sampler,
      buffer: buffer,
      generator: SplitMix64(seed: UInt64.random(in: .min ... .max)),
      now: { clock.timestamp }
    )
    exporter = SpanExporter(
      buffer,
      through: transport,
      settings: settings,
      resource: settings.resource(with: Self.found(environment, instance)),
      version: Version.current,
      clock: clock,
      logger: logger
    )
    logger.info("traces are exported", metadata: ["endpoint": "\(settings.endpoint)"])
  }

  func shutdown() async {
    await transport.shutdown()
  }

  private static func found(
    _ environment: [String: String],
    _ instance: String
  ) -> [ResourceAttribute] {
    var found = [
      ResourceAttribute("service.version", Version.current),
      ResourceAttribute("service.instance.id", instance),
      ResourceAttribute("telemetry.sdk.language", "swift"),
      ResourceAttribute("telemetry.sdk.name", "physics-operator"),
      ResourceAttribute("telemetry.sdk.version", Version.current),
      ResourceAttribute("process.pid", "\(ProcessInfo.processInfo.processIdentifier)"),
    ]
    if let pod = environment["POD_NAME"] { found.append(.init("k8s.pod.name", pod)) }
    if let namespace = environment["POD_NAMESPACE"] {
      found.append(.init("k8s.namespace.name", namespace))
    }
    return found
  }
}
