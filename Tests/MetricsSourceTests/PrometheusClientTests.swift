import MetricsSource
import Synchronization
import Testing
import Time
import Transport

@Suite("Prometheus' HTTP API")
struct PrometheusClientTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func client(_ body: String, status: Int = 200) -> PrometheusClient {
    PrometheusClient(
      transport: HandlerTransport { _ in .text(body, status: status) },
      base: "http://prometheus:9090"
    )
  }

  private func success(_ data: String) -> String { #"{"status":"success","data":\#(data)}"# }

  @Test(
    "a query is a form posted below the base URL",
    arguments: [
      ("http://prometheus:9090", "http://prometheus:9090", "/api/v1/query"),
      ("https://m.example.com/prom//", "https://m.example.com", "/prom/api/v1/query"),
      ("http://prometheus:9090/", "http://prometheus:9090", "/api/v1/query"),
    ]
  )
  func request(base: String, origin: String, target: String) async throws {
    let seen = Mutex<HTTPRequest?>(nil)
    let body = success(#"{"resultType":"scalar","result":[1,"1"]}"#)
    let transport = HandlerTransport { request in
      seen.withLock { $0 = request }
      return .text(body)
    }
    let client = PrometheusClient(
      transport: transport,
      base: base,
      headers: ["Authorization": "Bearer x"]
    )
    _ = try await client.query("sum(up{a=~\"é+\"})", at: noon)
    let expected = HTTPRequest(
      .post,
      origin: origin,
      target: target,
      headers: [
        "Authorization": "Bearer x", "Content-Type": "application/x-www-form-urlencoded",
        "Accept": "application/json",
      ],
      body: Array(
        "query=sum%28up%7Ba%3D~%22%C3%A9%2B%22%7D%29&time=2026-01-01T12%3A00%3A00.000000Z".utf8
      )
    )
    #expect(seen.withLock { $0 } == expected)
  }

  @Test("a range query carries its span and step")
  func rangeRequest() async throws {
    let seen = Mutex("")
    let body = success(#"{"resultType":"matrix","result":[]}"#)
    let transport = HandlerTransport { request in
      seen.withLock { $0 = request.target + "?" + String(decoding: request.body, as: UTF8.self) }
      return .text(body)
    }
    let client = PrometheusClient(transport: transport, base: "http://p")
    let answer = try await client.queryRange(
      "up",
      over: noon...noon + .seconds(60),
      step: .seconds(90)
    )
    #expect(answer.value == .matrix([]))
    #expect(
      seen.withLock { $0 } == "/api/v1/query_range?query=up&start=2026-01-01T12%3A00%3A00.000000Z"
        + "&end=2026-01-01T12%3A01%3A00.000000Z&step=1m30s"
    )
  }

  @Test("a vector has labels, one point per series, and warnings beside it")
  func vector() async throws {
    let body = """
      {"status":"success","warnings":["remote store is slow"],"data":{"resultType":"vector","result":[
      {"metric":{"pod":"a","__name__":"up"},"value":[1767268800.123,"0.25"]},
      {"metric":{},"value":[1767268800,"1e3"]}]}}
      """
    let answer = try await client(body).query("up", at: noon)
    let expected: [PrometheusValue.Series] = [
      .init(
        labels: [.init("__name__", "up"), .init("pod", "a")],
        points: [.init(at: noon + .milliseconds(123), value: 0.25)]
      ),
      .init(labels: [], points: [.init(at: noon, value: 1_000)]),
    ]
    #expect(answer.value == .vector(expected))
    #expect(answer.warnings == ["remote store is slow"])
    #expect(try answer.number() == 1_000.25)
  }

  @Test("a matrix has a point per step, and its number is the last of each series")
  func matrix() async throws {
    let body = success(
      #"{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"],[2,"2"]]},{"metric":{},"values":[[2,"5"]]}]}"#
    )
    let answer = try await client(body).query("up[5m]", at: noon)
    #expect(try answer.number() == 7)
  }

  @Test(
    "no series and no number are said, never taken for zero",
    arguments: [
      (
        #"{"resultType":"vector","result":[]}"#, PrometheusError.noData(query: "q"),
        "Prometheus has no series for q; check that it scrapes the pods and that the selector is right"
      ),
      (
        #"{"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]},{"metric":{},"value":[1,"1"]}]}"#,
        .notANumber(query: "q"), "Prometheus' answer to q is not a number"
      ),
      (
        #"{"resultType":"scalar","result":[1,"+Inf"]}"#, .notANumber(query: "q"),
        "Prometheus' answer to q is not a number"
      ),
    ]
  )
  func noNumber(data: String, error: PrometheusError, sentence: String) async throws {
    let answer = try await client(success(data)).query("q", at: noon)
    #expect(throws: error) { try answer.number() }
    #expect(error.description == sentence)
  }

  @Test(
    "an answer that is none is a typed error with a sentence",
    arguments: [
      (
        400, #"{"status":"error","errorType":"bad_data","error":"parse error: unexpected end"}"#,
        "Prometheus refused the query (bad_data): parse error: unexpected end"
      ),
      (
        503, #"{"status":"error","errorType":"timeout","error":"query timed out"}"#,
        "Prometheus refused the query (timeout): query timed out"
      ),
      (
        401, "Unauthorized",
        "Prometheus answered 401 without saying why; check spec.metrics.prometheus.url and its credentials"
      ),
      (
        403, "{}",
        "Prometheus answered 403 without saying why; check spec.metrics.prometheus.url and its credentials"
      ),
      (
        200, "{}",
        "the answer is not that of Prometheus' HTTP API: there is no \"status\": \"success\" with \"data\"; "
          + "check spec.metrics.prometheus.url"
      ),
      (
        200, #"{"status":"success","data":{"resultType":"string","result":[1,"x"]}}"#,
        "the answer is not that of Prometheus' HTTP API: a result of type \"string\" holds no numbers; "
          + "check spec.metrics.prometheus.url"
      ),
      (
        200, #"{"status":"success","data":{"resultType":"scalar","result":[1,2]}}"#,
        "the answer is not that of Prometheus' HTTP API: a point is not [seconds, \"value\"]; "
          + "check spec.metrics.prometheus.url"
      ),
      (
        200, #"{"status":"success","data":{"resultType":"scalar","result":[1e300,"2"]}}"#,
        "the answer is not that of Prometheus' HTTP API: a point is not [seconds, \"value\"]; "
          + "check spec.metrics.prometheus.url"
      ),
      (
        200, #"{"status":"success","data":{"resultType":"vector","result":[{"metric":{}}]}}"#,
        "the answer is not that of Prometheus' HTTP API: a series has no \"metric\" and \"value\"; "
          + "check spec.metrics.prometheus.url"
      ),
    ]
  )
  func refusal(status: Int, body: String, sentence: String) async {
    let error = await #expect(throws: PrometheusError.self) {
      try await client(body, status: status).query("q", at: noon)
    }
    #expect(error?.description == sentence)
  }

  @Test("a page instead of JSON is malformed where it begins")
  func page() async {
    let error = await #expect(throws: PrometheusError.self) {
      try await client("<html>").query("q", at: noon)
    }
    #expect(
      error?.description.hasPrefix(
        "the answer is not that of Prometheus' HTTP API: line 1, column 1: "
      ) == true
    )
  }

  @Test("what the transport cannot carry keeps its cause")
  func transfer() async {
    let transport = HandlerTransport { _ throws(TransferError) in
      throw TransferError.unresolvedHost("p")
    }
    let client = PrometheusClient(transport: transport, base: "http://p")
    let error = await #expect(throws: PrometheusError.self) {
      try await client.query("q", at: noon)
    }
    #expect(
      error?.description
        == "Prometheus cannot be asked: the host name p does not resolve; check the server address"
    )
  }
}
