import JSON
import MetricsSource
import Synchronization
import Testing
import Time
import Transport

@Suite("Samples that Prometheus keeps of pods")
struct PrometheusSamplesTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)
  private let pods = [MeasuredPod(uid: "1", name: "api-a.1"), MeasuredPod(uid: "2", name: "api-b")]

  private func at(_ seconds: Int) -> Timestamp { noon + .seconds(seconds) }

  private func samples(
    _ transport: HandlerTransport,
    selector: String = ""
  ) throws -> PrometheusSamples {
    PrometheusSamples(
      client: PrometheusClient(transport: transport, base: "http://p"),
      names: MetricNames(),
      excluding: try ExcludedPaths(["^/health"]),
      selector: selector
    )
  }

  /// One series: seconds after noon and values.
  private func series(_ labels: [String: String], _ points: [(Int, Double)]) -> JSONValue {
    let metric = labels.sorted { $0.key < $1.key }
      .map { JSONObject.Member(key: $0.key, value: .string($0.value)) }
    let values = points.map { second, value -> JSONValue in
      [.integer(noon.epochSeconds + Int64(second)), .string("\(value)")]
    }
    return ["metric": .object(JSONObject(metric)), "values": .array(values)]
  }

  private func requests(
    _ status: String,
    _ points: [(Int, Double)],
    pod: String = "api-a.1",
    _ more: [String: String] = [:]
  ) -> JSONValue {
    let own = ["__name__": "http_requests_total", "pod": pod, "status": status, "handler": "/x"]
    return series(own.merging(more) { $1 }, points)
  }

  private func up(
    _ points: [(Int, Double)],
    pod: String = "api-a.1",
    _ more: [String: String] = [:]
  ) -> JSONValue {
    series(["__name__": "up", "pod": pod].merging(more) { $1 }, points)
  }

  private func read(_ series: [JSONValue]) async throws -> [ScrapeResult] {
    let answer: JSONValue = [
      "status": "success", "data": ["resultType": "matrix", "result": .array(series)],
    ]
    let transport = HandlerTransport { _ in .text(answer.jsonText) }
    return try await samples(transport).read(pods, in: "physics", at: noon)
  }

  private func counters(_ requests: Double, _ errors: Double) -> RequestCounters {
    RequestCounters(requests: requests, errors: errors)
  }

  @Test("all pods and all metrics are one query, with the user's own matchers behind ours")
  func query() async throws {
    let seen = Mutex("")
    let transport = HandlerTransport { request in
      seen.withLock { $0 = String(decoding: request.body, as: UTF8.self) }
      return .text("{}")
    }
    _ = try await samples(transport, selector: #"cluster="x""#)
      .read(pods, in: "physics", at: noon)
    let query = seen.withLock { $0 }.split(separator: "&")[0].dropFirst("query=".count)
    #expect(
      query.removingPercent == """
        {__name__=~"up|http_requests_total|http_request_duration_seconds_bucket|\
        http_request_duration_seconds_sum|http_request_duration_seconds_count|\
        process_cpu_seconds_total|process_resident_memory_bytes",namespace="physics",\
        pod=~"api-a[.]1|api-b",cluster="x"}[90s]
        """
    )
  }

  @Test("samples of one time are one reading, which has that time")
  func grouped() async throws {
    let results = try await read([
      requests("200", [(-30, 10), (-15, 20)]), requests("500", [(-30, 1), (-15, 3)]),
      requests("200", [(-15, 99)], ["handler": "/health/live"]),
      requests("200", [(-20, 5)], pod: "api-b"),
    ])
    #expect(results.map(\.pod) == ["1", "2"])
    #expect(results[0].scrapes.map(\.at) == [at(-30), at(-15)])
    #expect(results[0].scrapes.map(\.requests) == [counters(11, 1), counters(23, 3)])
    #expect(results[1].scrapes.map(\.requests) == [counters(5, 0)])
    #expect(results.compactMap(\.complaint).isEmpty)
  }

  @Test("the first error of a new series counts, and so do the first requests of a new pod")
  func births() async throws {
    let results = try await read([
      up([(-45, 1), (-30, 1), (-15, 1)]), requests("200", [(-30, 10), (-15, 10)]),
      requests("500", [(-15, 4)]),
    ])
    var evidence = RequestEvidence(since: at(-60), window: .seconds(300))
    for scrape in results[0].scrapes { evidence.add(scrape, of: "1") }
    #expect(evidence.total == counters(14, 4))
  }

  @Test("a restart between two samples loses nothing but what nobody saw")
  func restart() async throws {
    let results = try await read([
      up([(-45, 1), (-30, 0), (-15, 1)]), requests("200", [(-45, 100), (-15, 3)]),
    ])
    var evidence = RequestEvidence(since: at(-60), window: .seconds(300))
    for scrape in results[0].scrapes { evidence.add(scrape, of: "1") }
    #expect(evidence.total == counters(3, 0))
    #expect(results[0].scrapes.count == 2)
  }

  @Test("a target that stamps its samples itself does not read zero in between")
  func ownTimestamps() async throws {
    let results = try await read([
      up([(-30, 1), (-15, 1)]), requests("200", [(-31, 100), (-16, 110)]),
    ])
    #expect(results[0].scrapes.map(\.requests) == [counters(100, 0), counters(110, 0)])
  }

  @Test("a pod that two jobs scrape at one address is one process, at two addresses two")
  func severalTargets() async throws {
    let one = ["instance": "10.0.0.1:8000"]
    let results = try await read([
      requests("200", [(-30, 10)], one.merging(["job": "a"]) { $1 }),
      requests("200", [(-25, 12)], one.merging(["job": "b"]) { $1 }),
      requests("200", [(-30, 1)], pod: "api-b", ["instance": "10.0.0.2:8000"]),
      requests("200", [(-30, 2)], pod: "api-b", ["instance": "10.0.0.2:9000"]),
    ])
    #expect(results[0].scrapes.map(\.requests) == [counters(10, 0), counters(12, 0)])
    #expect(
      results[1].complaint == """
        asking Prometheus about pod api-b: it scrapes the pod at 10.0.0.2:8000 and 10.0.0.2:9000, \
        and who of them answers users is not said; name it in spec.metrics.prometheus.selector, \
        such as instance="10.0.0.2:8000"
        """
    )
  }

  @Test("a pod that Prometheus cannot scrape, and one that it does not know, are not read")
  func unread() async throws {
    let results = try await read([up([(-20, 0), (-5, 0)])])
    #expect(results.map(\.scrapes.isEmpty) == [true, true])
    #expect(
      results.map(\.complaint) == [
        """
        asking Prometheus about pod api-a.1: its last scrape of the pod failed (up is 0); \
        look at Prometheus' page of targets
        """,
        """
        asking Prometheus about pod api-b: there is no recent sample of \
        {namespace="physics",pod="api-b"}; check that Prometheus scrapes the pod at least once a \
        minute, that its series carry the labels namespace and pod, and \
        spec.metrics.prometheus.selector
        """,
      ]
    )
  }

  @Test("a pod that is up and has no series of the request counter does not know it")
  func noCounter() async throws {
    let results = try await read([up([(-20, 1)])])
    #expect(results[0].scrapes.map(\.requests) == [nil])
  }

  @Test(
    "a counter that is no number is said",
    arguments: [(Double.nan, "nan"), (-1, "-1.0")]
  )
  func impossible(value: Double, text: String) async throws {
    let json = requests("200", [(-20, 1)]).jsonText
      .replacing("\"1.0\"", with: value.isNaN ? "\"NaN\"" : "\"-1\"")
    let results = try await read([try JSONValue(parsing: json)])
    #expect(
      results[0].complaint == """
        asking Prometheus about pod api-a.1: http_requests_total is \(text), \
        but a counter is never negative and always a number
        """
    )
  }

  @Test(
    "an answer that is none is every pod's complaint",
    arguments: [
      (
        #"{"status":"error","errorType":"bad_data","error":"unexpected identifier"}"#, 400,
        "Prometheus refused the query (bad_data): unexpected identifier; correct the query"
      ),
      (
        #"{"status":"success","warnings":["a store is away"],"data":{"resultType":"matrix","result":[]}}"#,
        200,
        "Prometheus' answer is not complete (a store is away); "
          + "mend what it warns of, or the canary is not judged"
      ),
      (
        #"{"status":"success","data":{"resultType":"vector","result":[]}}"#, 200,
        "the answer is not that of Prometheus' HTTP API: a range of samples was asked for, "
          + "and is not what came; check spec.metrics.prometheus.url"
      ),
    ]
  )
  func refused(body: String, status: Int, sentence: String) async throws {
    let transport = HandlerTransport { _ in .text(body, status: status) }
    let results = try await samples(transport).read(pods, in: "physics", at: noon)
    #expect(
      results.map(\.complaint) == [
        "asking Prometheus about pod api-a.1: \(sentence)",
        "asking Prometheus about pod api-b: \(sentence)",
      ]
    )
  }
}

extension Substring {
  /// The text behind `%22` and its like.
  fileprivate var removingPercent: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = UInt8(String(Substring(rest.prefix(2))), radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
