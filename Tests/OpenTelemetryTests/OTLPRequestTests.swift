import JSON
import OpenTelemetry
import Testing
import Time
import Tracing

struct OTLPRequestTests {
  private let buffer = SpanBuffer()
  private let clock = TestClock()

  private func spans(_ body: (SpanTracer) -> Void) -> [SpanRecord] {
    body(
      SpanTracer(sampler: .alwaysOn, buffer: buffer, generator: SeededGenerator(seed: 0)) {
        [clock] in clock.timestamp
      }
    )
    return buffer.take()
  }

  @Test("a batch is OTLP's JSON: hexadecimal ids, 64-bit integers as strings, enums as numbers")
  func batch() throws {
    let spans = spans { tracer in
      tracer.withSpan("parent") { _ in
        tracer.withSpan("GET", ofKind: .client) { child in
          clock.advance(by: .microseconds(1_500))
          child.attributes["http.response.status_code"] = 404
          child.attributes["error.type"] = "404"
          child.setStatus(SpanStatus(code: .error, message: "no"))
        }
      }
    }
    let resource = [ResourceAttribute("service.name", "physics-operator")]
    let text = OTLPRequest(spans, resource: resource, version: "1.2.3").json
    let expected = try JSONValue(
      parsing: Array(
        #"""
        {"resourceSpans": [{
          "resource": {"attributes": [
            {"key": "service.name", "value": {"stringValue": "physics-operator"}}]},
          "scopeSpans": [{
            "scope": {"name": "physics-operator", "version": "1.2.3"},
            "spans": [
              {"traceId": "e220a8397b1dcdaf6e789e6aa1b965f4", "spanId": "f88bb8a8724c81ec",
               "parentSpanId": "06c45d188009454f", "flags": 257, "name": "GET", "kind": 3,
               "startTimeUnixNano": "1767225600000000000",
               "endTimeUnixNano": "1767225600001500000",
               "attributes": [
                 {"key": "error.type", "value": {"stringValue": "404"}},
                 {"key": "http.response.status_code", "value": {"intValue": "404"}}],
               "status": {"code": 2, "message": "no"}},
              {"traceId": "e220a8397b1dcdaf6e789e6aa1b965f4", "spanId": "06c45d188009454f",
               "flags": 257, "name": "parent", "kind": 1,
               "startTimeUnixNano": "1767225600000000000",
               "endTimeUnixNano": "1767225600001500000", "attributes": []}]}]}]}
        """#.utf8
      )
    )
    #expect(text == expected)
  }

  @Test(
    "each kind of attribute has its form",
    arguments: [
      (.string("a"), ["stringValue": "a"]), (.int64(-7), ["intValue": "-7"]),
      (.int32(7), ["intValue": "7"]), (.bool(true), ["boolValue": true]),
      (.double(0.5), ["doubleValue": 0.5]), (.double(.nan), ["doubleValue": "NaN"]),
      (.double(-.infinity), ["doubleValue": "-Infinity"]),
      (
        .stringArray(["a", "b"]),
        ["arrayValue": ["values": [["stringValue": "a"], ["stringValue": "b"]]]]
      ),
      (.int64Array([1]), ["arrayValue": ["values": [["intValue": "1"]]]]),
    ] as [(SpanAttribute, JSONValue)]
  )
  func attributes(attribute: SpanAttribute, json: JSONValue) {
    let spans = spans { tracer in
      tracer.withSpan("x") { $0.attributes["a"] = attribute }
    }
    let span = OTLPRequest(spans, resource: [], version: "").json["resourceSpans"]?.arrayValue?
      .first?["scopeSpans"]?.arrayValue?.first?["spans"]?.arrayValue?.first
    #expect(span?["attributes"] == [["key": "a", "value": json]])
  }
}
