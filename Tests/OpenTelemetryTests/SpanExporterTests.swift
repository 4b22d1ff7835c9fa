import Logging
import Metering
import OpenTelemetry
import Synchronization
import Testing
import Time
import Tracing
import Transport

struct SpanExporterTests {
  private let clock = TestClock()
  private let buffer = SpanBuffer(capacity: 100, batch: 3)
  private let collector = ScriptedCollector()
  private let lines = LogLines()

  private func exporter(_ headers: [TracingSettings.Header] = []) throws -> SpanExporter {
    let variables = ["OTEL_EXPORTER_OTLP_ENDPOINT": "http://c:4318"]
    var settings = try #require(TracingConfiguration(environment: variables).settings)
    settings.headers = headers
    return SpanExporter(
      buffer,
      through: collector,
      settings: settings,
      resource: settings.resource(with: []),
      version: "1.2.3",
      clock: clock,
      logger: lines.logger
    )
  }

  private func make(_ count: Int) {
    let tracer = SpanTracer(
      sampler: .alwaysOn,
      buffer: buffer,
      generator: SeededGenerator(seed: 0)
    ) { [clock] in clock.timestamp }
    for index in 0..<count { tracer.startSpan("\(index)", context: .topLevel).end() }
  }

  private func figures(_ exporter: SpanExporter) -> [String] {
    MetricsText(exporter.metrics).text.split(separator: "\n").filter { $0.first != "#" }
      .map { String($0.dropFirst("physics_operator_spans_".count)) }
  }

  @Test("everything goes in batches, with the collector's header fields")
  func batches() async throws {
    let exporter = try exporter([.init("api-key", "k")])
    make(7)
    await exporter.flush()
    let requests = collector.requests
    #expect(requests.map(\.spanNames) == [["0", "1", "2"], ["3", "4", "5"], ["6"]])
    #expect(requests.map(\.method) == [.post, .post, .post])
    #expect(requests[0].origin + requests[0].target == "http://c:4318/v1/traces")
    #expect(requests[0].headers["Content-Type"] == "application/json")
    #expect(requests[0].headers["api-key"] == "k")
    #expect(requests[0].limits.total == .seconds(10))
    #expect(
      figures(exporter) == ["exported_total 7", "failed_total 0", "dropped_total 0", "waiting 0"]
    )
    #expect(lines.all == [])
  }

  @Test("what a collector refuses for now is sent again, after its Retry-After or a growing wait")
  func retries() async throws {
    let exporter = try exporter()
    collector.answer(503, headers: ["Retry-After": "7"])
    collector.answer(nil)
    make(1)
    await exporter.flush()
    #expect(collector.requests.map(\.spanNames) == [["0"], ["0"], ["0"]])
    #expect(clock.sleeps == [.seconds(7), .seconds(2)])
    #expect(figures(exporter).prefix(2) == ["exported_total 1", "failed_total 0"])
  }

  @Test("three attempts are the end of a batch, told once, and so is the end of the trouble")
  func givesUp() async throws {
    let exporter = try exporter()
    for _ in 0..<6 { collector.answer(429, headers: ["Retry-After": "86400"]) }
    make(6)
    await exporter.flush()
    #expect(collector.requests.count == 6)
    #expect(clock.sleeps.max() == .seconds(30), "no longer than memory can bear")
    #expect(figures(exporter).prefix(2) == ["exported_total 0", "failed_total 6"])
    make(1)
    await exporter.flush()
    #expect(
      lines.all == [
        "warning spans are lost: the collector at http://c:4318/v1/traces answered 429; "
          + "check the OTEL_EXPORTER_OTLP_* variables",
        "info spans are exported again",
      ]
    )
  }

  @Test("what a collector refuses for good is not sent again", arguments: [400, 401, 404, 413])
  func refusal(code: Int) async throws {
    let exporter = try exporter()
    collector.answer(code)
    make(2)
    await exporter.flush()
    #expect(collector.requests.count == 1)
    #expect(figures(exporter).prefix(2) == ["exported_total 0", "failed_total 2"])
  }

  @Test("a partial success counts what was rejected")
  func partialSuccess() async throws {
    let exporter = try exporter()
    collector.answer(200, body: #"{"partialSuccess":{"rejectedSpans":"2","errorMessage":"x"}}"#)
    make(3)
    await exporter.flush()
    #expect(figures(exporter).prefix(2) == ["exported_total 1", "failed_total 2"])
  }

  @Test("shut-down exports what is left and then ends, also with a collector that is gone")
  func shutDown() async throws {
    let exporter = try exporter()
    make(4)
    for _ in 0..<2 { collector.answer(nil) }
    // Else the last moments could be over before the first request.
    clock.standStill()
    exporter.shutDown()
    await exporter.run()
    #expect(collector.requests.count == 2, "one attempt per batch: there is no time for patience")
    #expect(clock.sleeps.allSatisfy { $0 == .seconds(5) }, "what bounds the whole")
    #expect(figures(exporter).prefix(2) == ["exported_total 0", "failed_total 4"])
  }

  @Test("a full batch goes at once, a smaller one at its time")
  func times() async throws {
    let exporter = try exporter()
    collector.onRequest { [clock, buffer, exporter] in
      if buffer.count == 0, clock.now.sinceStart > .zero { exporter.shutDown() }
    }
    make(1)
    await exporter.run()
    #expect(collector.requests.map(\.spanNames) == [["0"]])
    #expect(clock.sleeps.first == .seconds(5))
  }
}

/// Notes the requests and answers as told, then with 200.
final class ScriptedCollector: HTTPTransport {
  private struct State {
    var requests: [HTTPRequest] = []
    var answers: [HTTPResponse?] = []
    var onRequest: @Sendable () -> Void = {}
  }

  private let state = Mutex(State())

  var requests: [HTTPRequest] { state.withLock(\.requests) }

  /// - Parameter code: `nil` breaks the connection.
  func answer(_ code: Int?, headers: HTTPHeaders = [:], body: String = "") {
    let response = code.map {
      HTTPResponse(head: HTTPResponseHead(status: $0, headers: headers), body: Array(body.utf8))
    }
    state.withLock { $0.answers.append(response) }
  }

  func onRequest(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.onRequest = body }
  }

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let (response, note) = state.withLock { state in
      state.requests.append(request)
      let fine = HTTPResponse(head: HTTPResponseHead(status: 200), body: Array("{}".utf8))
      return (state.answers.isEmpty ? fine : state.answers.removeFirst(), state.onRequest)
    }
    note()
    guard let response else { throw .interrupted("cut") }
    return response
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    StreamedResponse(try await response(to: request))
  }
}
