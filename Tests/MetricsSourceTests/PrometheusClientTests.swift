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
      ),
      limits: TransferLimits(
        connect: .seconds(3),
        total: .seconds(5),
        idle: nil,
        bodyBytes: 8 << 20
      )
    )
    #expect(seen.withLock { $0 } == expected)
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
    #expect(throws: PrometheusError.manySeries(count: 2, query: "up")) { try answer.number() }
  }

  @Test(
    "one number is a number, and anything else is said with its cure, never taken for one",
    arguments: [
      (#"{"resultType":"vector","result":[{"metric":{},"value":[1,"0.5"]}]}"#, nil),
      (#"{"resultType":"scalar","result":[1,"0.5"]}"#, nil),
      (
        #"{"resultType":"vector","result":[]}"#,
        "Prometheus has no series for q; check the names of metrics and labels in it, and that Prometheus scrapes the pods"
      ),
      (
        #"{"resultType":"vector","result":[{"metric":{},"value":[1,"NaN"]}]}"#,
        "Prometheus' answer to q is not a number, usually because it divides by zero; "
          + "divide by (… > 0) and end with \"or vector(0)\" if nothing to divide by is fine"
      ),
      (
        #"{"resultType":"scalar","result":[1,"+Inf"]}"#,
        "Prometheus' answer to q is not a number, usually because it divides by zero; "
          + "divide by (… > 0) and end with \"or vector(0)\" if nothing to divide by is fine"
      ),
      (
        #"{"resultType":"vector","result":[{"metric":{},"value":[1,"1"]},{"metric":{},"value":[1,"1"]}]}"#,
        "Prometheus has 2 series for q, and a check needs one number; aggregate them with sum(), max() or avg()"
      ),
      (
        #"{"resultType":"matrix","result":[{"metric":{},"values":[[1,"1"]]}]}"#,
        "Prometheus' answer to q is a range of samples, and a check needs one number; "
          + "use a function that makes one, such as sum(rate(…))"
      ),
      (
        #"{"resultType":"string","result":[1,"0.5"]}"#,
        "Prometheus' answer to q is a string, and a check needs one number; "
          + "use a function that makes one, such as sum(rate(…))"
      ),
    ] as [(String, String?)]
  )
  func oneNumber(data: String, sentence: String?) async {
    let client = client(success(data))
    guard let sentence else {
      let number = try? await client.query("q", at: noon).number()
      #expect(number == 0.5)
      return
    }
    let error = await #expect(throws: PrometheusError.self) {
      try await client.query("q", at: noon).number()
    }
    #expect(error?.description == sentence)
  }

  @Test(
    "an answer with warnings is incomplete, except for advice about style",
    arguments: [
      ("PromQL info: metric might not be a counter, name does not end in _total", nil),
      (
        "1 store could not be asked",
        "Prometheus' answer is not complete (1 store could not be asked); "
          + "mend what it warns of, or the canary is not judged"
      ),
    ] as [(String, String?)]
  )
  func warnings(warning: String, sentence: String?) async throws {
    let body = """
      {"status":"success","warnings":["\(warning)"],"data":{"resultType":"scalar","result":[1,"0"]}}
      """
    let answer = try await client(body).query("q", at: noon)
    let error: PrometheusError?
    do {
      _ = try answer.number()
      error = nil
    } catch let thrown {
      error = thrown
    }
    #expect(error?.description == sentence)
  }

  @Test(
    "an answer that is none is a typed error with a sentence",
    arguments: [
      (
        400, #"{"status":"error","errorType":"bad_data","error":"parse error: unexpected end"}"#,
        "Prometheus refused the query (bad_data): parse error: unexpected end; correct the query"
      ),
      (
        503, #"{"status":"error","errorType":"timeout","error":"query timed out"}"#,
        "Prometheus refused the query (timeout): query timed out; ask for less, or less often"
      ),
      (
        302, "<html>",
        "Prometheus answered 302, a redirect, which is not followed; "
          + "set spec.metrics.prometheus.url to where it leads"
      ),
      (
        502, "<html>",
        "Prometheus answered 502 without saying why; check that it is up, and what stands before it"
      ),
      (
        404, "404 page not found",
        "Prometheus answered 404 without saying why; check spec.metrics.prometheus.url"
      ),
      (
        401, "Unauthorized",
        "Prometheus answered 401: credentials are missing or wrong; let "
          + "spec.metrics.prometheus.authSecretName name a Secret with token, or username and password"
      ),
      (
        403, #"{"status":"error","errorType":"forbidden","error":"no"}"#,
        "Prometheus answered 403: credentials are missing or wrong; let "
          + "spec.metrics.prometheus.authSecretName name a Secret with token, or username and password"
      ),
      (
        200, "{}",
        "the answer is not that of Prometheus' HTTP API: there is no \"status\": \"success\" with \"data\"; "
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
