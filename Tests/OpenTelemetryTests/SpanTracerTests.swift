import OpenTelemetry
import Testing
import Time
import Tracing

struct SpanTracerTests {
  private struct Refused: Error, CustomStringConvertible {
    var description: String { "refused here" }
  }

  private struct Headers: Injector, Extractor {
    func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
      carrier[key] = value
    }

    func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
  }

  private let clock = TestClock()
  private let buffer = SpanBuffer(capacity: 8, batch: 4)

  private func tracer(_ sampler: Sampler = .alwaysOn, seed: UInt64 = 0) -> SpanTracer {
    SpanTracer(sampler: sampler, buffer: buffer, generator: SeededGenerator(seed: seed)) {
      [clock] in clock.timestamp
    }
  }

  @Test("a child shares the trace of its parent, and ends before it")
  func tree() throws {
    let tracer = tracer()
    tracer.withSpan("parent") { parent in
      clock.advance(by: .seconds(1))
      tracer.withSpan("child", ofKind: .client) { _ in clock.advance(by: .milliseconds(1_500)) }
      parent.attributes["a"] = 1
    }
    let spans = buffer.take()
    try #require(spans.map(\.name) == ["child", "parent"])
    #expect(spans[0].context.traceID == spans[1].context.traceID)
    #expect(spans[0].parent == spans[1].context.spanID)
    #expect(spans[1].parent == nil)
    #expect(spans[0].end - spans[0].start == .milliseconds(1_500))
    #expect(spans[1].end - spans[1].start == .milliseconds(2_500))
    #expect(spans[1].attributes.get("a") == .int64(1))
  }

  @Test("the same seed gives the same identifiers, another one others")
  func determinism() {
    func traceparents(_ seed: UInt64) -> [String] {
      let tracer = tracer(seed: seed)
      for name in ["a", "b", "c"] { tracer.startSpan(name, context: .topLevel).end() }
      return buffer.take().map(\.context.traceparent)
    }
    let first = traceparents(0)
    #expect(first[0] == "00-e220a8397b1dcdaf6e789e6aa1b965f4-06c45d188009454f-01")
    #expect(first == traceparents(0))
    #expect(first != traceparents(1))
  }

  @Test("an error is an event and the status of its span")
  func error() throws {
    let tracer = tracer()
    #expect(throws: Refused.self) { try tracer.withSpan("x") { _ in throw Refused() } }
    let span = try #require(buffer.take().first)
    #expect(span.status == SpanStatus(code: .error))
    #expect(span.events.map(\.name) == ["exception"])
    #expect(span.events.first?.attributes.get("exception.message") == .string("refused here"))
    #expect(span.events.first?.attributes.get("exception.type") == .string("Refused"))
  }

  @Test("a span that is not sampled carries its context on and records nothing")
  func unsampled() {
    let tracer = tracer(.alwaysOff)
    let span = tracer.startSpan("x", context: .topLevel)
    span.attributes["a"] = 1
    #expect(!span.isRecording)
    #expect(span.attributes.isEmpty)
    var headers: [String: String] = [:]
    tracer.inject(span.context, into: &headers, using: Headers())
    #expect(headers["traceparent"]?.hasSuffix("-00") == true)
    span.end()
    #expect(buffer.count == 0)
  }

  @Test("a context goes out in one header and comes in from it; a broken header is none")
  func propagation() {
    let tracer = tracer()
    var headers: [String: String] = [:]
    tracer.withSpan("x") { tracer.inject($0.context, into: &headers, using: Headers()) }
    var context = ServiceContext.topLevel
    tracer.extract(headers, into: &context, using: Headers())
    #expect(context.spanContext?.traceparent == headers["traceparent"])
    var none = ServiceContext.topLevel
    tracer.extract(["traceparent": "00-1-2-3"], into: &none, using: Headers())
    #expect(none.spanContext == nil)
  }

  @Test("what is told to a span after its end is not heard, and a second end does nothing")
  func afterTheEnd() throws {
    let span = tracer().startSpan("x", context: .topLevel)
    span.end()
    span.operationName = "y"
    span.attributes["a"] = 1
    span.end()
    #expect(buffer.count == 1)
    #expect(buffer.take().first?.name == "x")
    #expect(!span.isRecording)
  }

  @Test("a full buffer drops what comes later, and counts it")
  func full() {
    let tracer = tracer()
    for index in 0..<11 { tracer.startSpan("\(index)", context: .topLevel).end() }
    #expect(buffer.dropped == 3)
    #expect(buffer.take().map(\.name) == ["0", "1", "2", "3"])
    #expect(buffer.take().map(\.name) == ["4", "5", "6", "7"])
    #expect(buffer.take().isEmpty)
  }
}
