package import Logging
package import Metering
import Synchronization
package import Time
package import Transport

/// Sends batches of spans to a collector: OTLP over HTTP, in JSON.
///
/// Guarantees: one export at a time; what a collector refuses for now (429, 502, 503, 504, or no answer) is sent again after a wait that
/// doubles, or after its `Retry-After`, three times in all; what it refuses for good is dropped and counted. Whoever makes spans never
/// waits: while an export lasts, further spans wait in the buffer, and beyond its capacity they are dropped and counted.
package final class SpanExporter: Sendable {
  private struct State {
    var exported = 0
    var failed = 0
    var isShuttingDown = false
    var lastProblem: String?
  }

  /// How an export ended.
  private enum Outcome {
    case done(rejected: Int)
    case refused(String)
    case retry(String, after: Duration?)
  }

  private static let attempts = 3
  private static let firstWait = Duration.seconds(1)
  /// A collector that wants to be left alone for longer loses the batch instead of the memory of this process.
  private static let longestWait = Duration.seconds(30)
  /// What is left at the end of the process has so long: a collector that hangs must not hold up a rolling update.
  private static let lastMoments = Duration.seconds(5)

  private let buffer: SpanBuffer
  private let transport: any HTTPTransport
  private let settings: TracingSettings
  private let resource: [ResourceAttribute]
  private let version: String
  private let clock: any WallClock
  private let logger: Logger
  private let state = Mutex(State())
  private let stopping = Bell()

  package init(
    _ buffer: SpanBuffer,
    through transport: any HTTPTransport,
    settings: TracingSettings,
    resource: [ResourceAttribute],
    version: String,
    clock: any WallClock,
    logger: Logger
  ) {
    self.buffer = buffer
    self.transport = transport
    self.settings = settings
    self.resource = resource
    self.version = version
    self.clock = clock
    self.logger = logger
  }

  /// Exports at the set times, and as soon as a batch is full, until `shutDown`; then what is left, and returns.
  package func run() async {
    await withTaskGroup { group in
      group.addTask { await self.exportUntilShutDown() }
      group.addTask { [clock, stopping] in
        await stopping.wait()
        try? await clock.sleep(for: Self.lastMoments)
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func exportUntilShutDown() async {
    while !Task.isCancelled {
      await waitForWork()
      await flush()
      if state.withLock(\.isShuttingDown) { return }
    }
  }

  /// Ends `run` after one last export of everything, for which there are 5 s.
  package func shutDown() {
    state.withLock { $0.isShuttingDown = true }
    buffer.bell.ring()
    stopping.ring()
  }

  /// Exports everything that waits now.
  package func flush() async {
    while !Task.isCancelled {
      let batch = buffer.take()
      guard !batch.isEmpty else { return }
      await export(batch)
    }
  }

  private func waitForWork() async {
    if state.withLock(\.isShuttingDown) { return }
    await withTaskGroup { group in
      group.addTask { [clock, settings] in try? await clock.sleep(for: settings.exportInterval) }
      group.addTask { [buffer] in await buffer.bell.wait() }
      await group.next()
      group.cancelAll()
    }
  }

  private func export(_ batch: [SpanRecord]) async {
    let request = request(with: batch)
    var wait = Self.firstWait
    for attempt in 1...Self.attempts {
      switch await send(request) {
      case .done(let rejected): return note(exported: batch.count - rejected, failed: rejected)
      case .refused(let problem): return note(failed: batch.count, problem)
      case .retry(let problem, let after):
        // At the end of the process there is no time for patience.
        guard attempt < Self.attempts, !state.withLock(\.isShuttingDown) else {
          return note(failed: batch.count, problem)
        }
        try? await clock.sleep(for: min(max(wait, after ?? .zero), Self.longestWait))
        wait *= 2
      }
    }
  }

  private func request(with batch: [SpanRecord]) -> HTTPRequest {
    var headers: HTTPHeaders = [
      "Content-Type": "application/json", "User-Agent": "physics-operator/\(version)",
    ]
    for header in settings.headers { headers[header.name] = header.value.value }
    return HTTPRequest(
      .post,
      origin: settings.endpoint.origin,
      target: settings.endpoint.target,
      headers: headers,
      body: OTLPRequest(batch, resource: resource, version: version).body,
      limits: TransferLimits(
        connect: min(.seconds(5), settings.timeout),
        total: settings.timeout,
        idle: nil,
        bodyBytes: 1 << 20
      )
    )
  }

  private func send(_ request: HTTPRequest) async -> Outcome {
    do throws(TransferError) {
      let response = try await transport.response(to: request)
      let code = response.head.status
      if response.head.isSuccess { return .done(rejected: OTLPResponse(response).rejectedSpans) }
      let problem = "the collector at \(settings.endpoint) answered \(code)"
      guard [429, 502, 503, 504].contains(code) else { return .refused(problem) }
      let after = response.head.headers["Retry-After"].flatMap { Int64($0) }
      return .retry(problem, after: after.map { .seconds($0) })
    } catch {
      return .retry("the collector at \(settings.endpoint) cannot be reached: \(error)", after: nil)
    }
  }

  /// Tells the log of each kind of failure once, and of the end of it.
  private func note(exported: Int = 0, failed: Int = 0, _ problem: String? = nil) {
    let before = state.withLock { state in
      state.exported += exported
      state.failed += failed
      defer { state.lastProblem = problem }
      return state.lastProblem
    }
    guard problem != before else { return }
    if let problem {
      logger.warning("spans are lost: \(problem); check the OTEL_EXPORTER_OTLP_* variables")
    } else {
      logger.info("spans are exported again")
    }
  }
}

/// What became of the spans.
extension SpanExporter {
  package static let definitions = [exportedSpans, failedSpans, droppedSpans, waitingSpans]

  package var metrics: [MetricFamily] {
    let (exported, failed) = state.withLock { ($0.exported, $0.failed) }
    return [
      Self.exportedSpans.family(Double(exported)), Self.failedSpans.family(Double(failed)),
      Self.droppedSpans.family(Double(buffer.dropped)),
      Self.waitingSpans.family(Double(buffer.count)),
    ]
  }

  private static let exportedSpans = MetricDefinition(
    "physics_operator_spans_exported_total",
    .counter,
    "Spans that a collector accepted; with tracing only"
  )
  private static let failedSpans = MetricDefinition(
    "physics_operator_spans_failed_total",
    .counter,
    "Spans that a collector refused or could not be given; with tracing only"
  )
  private static let droppedSpans = MetricDefinition(
    "physics_operator_spans_dropped_total",
    .counter,
    "Spans dropped because too many waited for export; with tracing only"
  )
  private static let waitingSpans = MetricDefinition(
    "physics_operator_spans_waiting",
    .gauge,
    "Spans that wait for export; with tracing only"
  )
}
