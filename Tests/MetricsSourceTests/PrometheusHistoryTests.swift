import CurlTransport
import MetricsSource
import Synchronization
import Testing
import Time
import Transport

@Suite("A service's load of days gone by, from Prometheus")
struct PrometheusHistoryTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func history(
    _ transport: any HTTPTransport,
    base: String = "http://p",
    selector: String = ""
  ) -> PrometheusHistory {
    PrometheusHistory(
      client: PrometheusClient(transport: transport, base: base),
      names: MetricNames(),
      excludedPaths: ["^/health", "^/metrics"],
      selector: selector
    )
  }

  @Test("fifteen days are asked for in pages of fewer points than Prometheus gives at most")
  func pages() async throws {
    let asked = Mutex<[String]>([])
    let transport = HandlerTransport { request in
      let form = String(decoding: request.body, as: UTF8.self)
      asked.withLock { $0.append(form) }
      return .text(
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":["#
          + #"[1767268740,"12.5"],[1767268800,"NaN"]]}]}}"#
      )
    }
    let minutes = try await history(transport).read(
      service: "api",
      in: "shop",
      last: 21_600,
      before: noon
    )
    let forms = asked.withLock { $0 }
    #expect(forms.count == 2)
    #expect(forms.allSatisfy { $0.hasSuffix("step=60") })
    let starts = ["2025-12-17T12%3A01%3A00.000000Z", "2025-12-25T00%3A01%3A00.000000Z"]
    let ends = ["2025-12-25T00%3A00%3A00.000000Z", "2026-01-01T12%3A00%3A00.000000Z"]
    for (form, (start, end)) in zip(forms, zip(starts, ends)) {
      #expect(form.contains("start=\(start)&end=\(end)&"), "\(form)")
    }
    // The rate at a full minute is that of the minute before; what is no number is left out.
    let expected = PrometheusHistory.Minute(minute: 29_454_478, requestsPerSecond: 12.5)
    #expect(minutes == [expected, expected])
  }

  @Test("the query leaves out probes and other services, and takes the user's matchers")
  func query() async throws {
    let asked = Mutex("")
    let transport = HandlerTransport { request in
      asked.withLock { $0 = String(decoding: request.body, as: UTF8.self) }
      return .text(#"{"status":"success","data":{"resultType":"matrix","result":[]}}"#)
    }
    let minutes = try await history(transport, selector: "cluster=\"a\"").read(
      service: "api",
      in: "shop",
      last: 60,
      before: noon
    )
    #expect(minutes.isEmpty)
    let query = asked.withLock { $0 }.split(separator: "&").first.map { String($0.dropFirst(6)) }
    let plain =
      #"sum(rate(http_requests_total{namespace="shop",pod=~"api-[0-9a-f]{8}-[0-9a-z]+-[0-9a-z]{5}","#
      + #"handler!~".*(?:^/health).*",handler!~".*(?:^/metrics).*",cluster="a"}[2m]))"#
    #expect(query?.decoded == plain)
  }

  @Test(
    "the names of a service's pods are told from those of others",
    arguments: [
      ("api-2d5ef840-6d4f9c7b5-x2x4z", true), ("api-abcdef12-2d5ef840-6d4f9c7b5-x2x4z", false),
      ("shop-api-2d5ef840-6d4f9c7b5-x2x4z", false), ("api-2d5ef840-6d4f9c7b5-x2x4zz", false),
      ("apis-2d5ef840-6d4f9c7b5-x2x4z", false),
    ]
  )
  func names(pod: String, isOwn: Bool) throws {
    let pattern = try Regex("api-[0-9a-f]{8}-[0-9a-z]+-[0-9a-z]{5}")
    #expect((pod.wholeMatch(of: pattern) != nil) == isOwn)
  }

  @Test("a refusal is said with its cure")
  func refusal() async throws {
    let transport = HandlerTransport { _ in .text("no", status: 403) }
    await #expect(throws: PrometheusError.status(403)) {
      try await history(transport).read(service: "api", in: "shop", last: 60, before: noon)
    }
  }

  @Test(
    "the real Prometheus gives the rate of users' requests, minute by minute",
    .tags(.slow),
    .enabled(
      if: RealPrometheus.isInstalled,
      "needs prometheus and promtool: apt-get install prometheus"
    )
  )
  func real() async throws {
    let prometheus = try RealPrometheus(openMetrics: Self.samples(until: noon))
    defer { prometheus.stop() }
    let transport = try CurlTransport()
    let minutes = try await history(transport, base: prometheus.origin).read(
      service: "fisica-api",
      in: "physics",
      last: 15 * 24 * 60,
      before: noon
    )
    await transport.shutdown()
    // Two pods of 6 requests per second; the probes and the neighbour are not theirs.
    #expect((115...121).contains(minutes.count))
    let settled = minutes.dropFirst(3).dropLast(3)
    #expect(settled.allSatisfy { abs($0.requestsPerSecond - 12) < 0.2 }, "\(settled)")
    let numbers = minutes.map(\.minute)
    #expect(numbers == (numbers.first.map { first in numbers.indices.map { first + $0 } }))
  }

  /// Two hours of two pods that are scraped once a minute, their probes, and a service with a name that begins alike.
  private static func samples(until end: Timestamp) -> String {
    func series(_ pod: String, _ path: String, perMinute: Int) -> String {
      (0...120).map { minute in
        let labels = #"namespace="physics",pod="\#(pod)",handler="\#(path)",status="2xx""#
        let at = end.epochSeconds - 7_200 + 60 * Int64(minute)
        return "http_requests_total{\(labels)} \(perMinute * minute) \(at)\n"
      }.joined()
    }
    return series("fisica-api-2d5ef840-6d4f9c7b5-x2x4z", "/predict", perMinute: 360)
      + series("fisica-api-2d5ef840-6d4f9c7b5-aaaaa", "/predict", perMinute: 360)
      + series("fisica-api-2d5ef840-6d4f9c7b5-aaaaa", "/health/ready", perMinute: 600)
      + series("fisica-api-abcdef12-2d5ef840-6d4f9c7b5-aaaaa", "/predict", perMinute: 6_000)
      + "# EOF\n"
  }
}

extension String {
  /// Without percent-encoding.
  fileprivate var decoded: String {
    var bytes: [UInt8] = []
    var rest = utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
      rest = rest.dropFirst(2)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
