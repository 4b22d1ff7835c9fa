import CurlTransport
import HTTPListener
import JSON
import Logging
import Metering
import OpenTelemetry
import Synchronization
import Testing
import Tracing
import Transport

/// Against a collector as a collector is: an HTTP server at the other end of a socket.
struct CollectorTests {
  /// Takes exports like a collector; refuses the first one for now.
  private final class Collector: HTTPHandler {
    private let received = Mutex<[HTTPRequest]>([])

    var requests: [HTTPRequest] { received.withLock { $0 } }

    func respond(to request: HTTPRequest) async -> StreamedResponse {
      let isFirst = received.withLock { received in
        received.append(request)
        return received.count == 1
      }
      let head = HTTPResponseHead(
        status: isFirst ? 503 : 200,
        headers: ["Content-Type": "application/json"]
      )
      return StreamedResponse(HTTPResponse(head: head, body: Array("{}".utf8)))
    }
  }

  @Test(
    "batches arrive through libcurl: whole, in order, with their header fields",
    .timeLimit(.minutes(1))
  )
  func export() async throws {
    let collector = Collector()
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: collector) { ready.yield($0) }
    let transport = try CurlTransport()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        let exporter = try send(1_100, through: transport, port: port)
        await exporter.flush()
        #expect(
          MetricsText(exporter.metrics).text.contains(
            "physics_operator_spans_exported_total 1100\n"
          )
        )
        break
      }
      group.cancelAll()
    }
    await transport.shutdown()
    let requests = collector.requests
    #expect(requests.map(\.spans.count) == [512, 512, 512, 76], "the first one twice")
    #expect(requests.dropFirst().flatMap(\.spanNames) == (0..<1_100).map { "span \($0)" })
    #expect(requests.allSatisfy { $0.path == "/v1/traces" && $0.method == .post })
    #expect(requests.allSatisfy { $0.headers["content-type"] == "application/json" })
    #expect(requests.allSatisfy { $0.headers["api-key"] == "k" })
    let resource = try JSONValue(parsing: requests[1].body)["resourceSpans"]?.arrayValue?.first?[
      "resource"
    ]
    #expect(
      resource?["attributes"] == [
        ["key": "service.name", "value": ["stringValue": "physics-operator"]]
      ]
    )
  }

  private func send(
    _ count: Int,
    through transport: CurlTransport,
    port: Int
  ) throws -> SpanExporter {
    let clock = TestClock()
    let settings = try #require(
      TracingConfiguration(environment: [
        "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:\(port)",
        "OTEL_EXPORTER_OTLP_HEADERS": "api-key=k",
      ]).settings
    )
    let buffer = SpanBuffer(capacity: settings.capacity, batch: settings.batch)
    let tracer = SpanTracer(
      sampler: settings.sampler,
      buffer: buffer,
      generator: SeededGenerator(seed: 1)
    ) { clock.timestamp }
    for index in 0..<count { tracer.startSpan("span \(index)", context: .topLevel).end() }
    return SpanExporter(
      buffer,
      through: transport,
      settings: settings,
      resource: settings.resource(with: []),
      version: "1.2.3",
      clock: clock,
      logger: LogLines().logger
    )
  }
}
