import CurlTransport
import MetricsSource
import Testing
import Time
import Transport

extension Tag {
  /// Starts real processes; takes seconds.
  @Tag static var slow: Tag
}

@Suite(
  "The real Prometheus",
  .tags(.slow),
  .enabled(
    if: RealPrometheus.isInstalled,
    "needs prometheus and promtool: apt-get install prometheus"
  )
)
struct RealPrometheusTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)
  private let selector = #"namespace="physics",pod=~"fisica-api-a1-.*""#

  /// Ten minutes of one pod at 100 requests per 15 s, 10 of them failed, and of another revision that only fails.
  private var samples: String {
    var families = [(String, String)]()
    func add(_ family: String, _ series: String, per15Seconds step: Double, from start: Double) {
      let lines = (0...40).map { index in
        "\(series) \(start + step * Double(index)) \(noon.epochSeconds - 600 + 15 * Int64(index))\n"
      }
      families.append((family, lines.joined()))
    }
    let pod = #"namespace="physics",pod="fisica-api-a1-x""#
    let user = pod + #",handler="/simulacion/\"é\"""#
    let name = "http_requests_total"
    add(name, "\(name){\(user),status=\"2xx\"}", per15Seconds: 90, from: 1_000)
    add(name, "\(name){\(user),status=\"5xx\"}", per15Seconds: 10, from: 1_000)
    add(
      name,
      "\(name){\(pod),handler=\"/health/ready\",status=\"5xx\"}",
      per15Seconds: 40,
      from: 1_000
    )
    let other = #"namespace="physics",pod="fisica-api-b2-y",handler="/x",status="500""#
    add(name, "\(name){\(other)}", per15Seconds: 70, from: 1_000)
    let buckets = "http_request_duration_seconds_bucket"
    for (bound, step) in [("0.1", 50.0), ("0.2", 90), ("+Inf", 100)] {
      add(buckets, "\(buckets){\(user),le=\"\(bound)\"}", per15Seconds: step, from: 1_000)
    }
    add("sum", "http_request_duration_seconds_sum{\(user)}", per15Seconds: 25, from: 1_000)
    add("count", "http_request_duration_seconds_count{\(user)}", per15Seconds: 100, from: 1_000)
    add("cpu", "process_cpu_seconds_total{\(pod)}", per15Seconds: 7.5, from: 100)
    add("memory", "process_resident_memory_bytes{\(pod)}", per15Seconds: 0, from: 5e8)
    return families.map(\.1).joined() + "# EOF\n"
  }

  private func withPrometheus(
    _ test: (_ origin: String, _ transport: CurlTransport) async throws -> Void
  ) async throws {
    let prometheus = try RealPrometheus(openMetrics: samples)
    defer { prometheus.stop() }
    let transport = try CurlTransport()
    do {
      try await test(prometheus.origin, transport)
    } catch {
      await transport.shutdown()
      throw error
    }
    await transport.shutdown()
  }

  @Test(
    "answers our queries as the samples demand, refuses nonsense, and its own exposition can be scraped"
  )
  func endToEnd() async throws {
    try await withPrometheus { origin, transport in
      let client = PrometheusClient(transport: transport, base: origin)
      try await judgeQueries(client)
      try await judgeRange(client)
      try await judgeRefusals(client)
      try await judgeScrape(origin, transport)
    }
  }

  private func judgeQueries(_ client: PrometheusClient) async throws {
    let queries = RequestQueries(
      names: MetricNames(),
      selector: selector,
      excludedPaths: InstrumentedService.excludedPaths
    )
    let window = Duration.seconds(300)
    let expected: [(String, Double)] = [
      (queries.requests(over: window), 2_000), (queries.errors(over: window), 200),
      (queries.errorShare(over: window), 0.1),
      (queries.requestsPerSecond(over: window), 100.0 / 15),
      (queries.latency(quantile: 0.7, over: window), 0.15),
      (queries.meanLatency(over: window), 0.25), (queries.cpuCores(over: window), 0.5),
      (queries.memoryBytes, 5e8),
    ]
    for (query, value) in expected {
      let answer = try await client.query(query, at: noon)
      #expect(abs(try answer.number() - value) < 1e-6 * value, "\(query)")
      #expect(answer.warnings.isEmpty)
    }
  }

  private func judgeRange(_ client: PrometheusClient) async throws {
    let answer = try await client.queryRange(
      "process_resident_memory_bytes{\(selector)}",
      over: noon - .seconds(60)...noon,
      step: .seconds(30)
    )
    let instants = [noon - .seconds(60), noon - .seconds(30), noon]
    guard case .matrix(let series) = answer.value else {
      Issue.record("not a matrix")
      return
    }
    #expect(series.map(\.points) == [instants.map { .init(at: $0, value: 5e8) }])
    #expect(series.first?.labels.contains(.init("pod", "fisica-api-a1-x")) == true)
  }

  private func judgeRefusals(_ client: PrometheusClient) async throws {
    let error = await #expect(throws: PrometheusError.self) {
      try await client.query("sum(", at: noon)
    }
    guard case .refused(kind: "bad_data", _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    let nothing = try await client.query("no_such_metric", at: noon)
    #expect(throws: PrometheusError.noData(query: "no_such_metric")) { try nothing.number() }
    let zero = try await client.query("0/0", at: noon)
    #expect(throws: PrometheusError.notANumber(query: "0/0")) { try zero.number() }
  }

  private func judgeScrape(_ origin: String, _ transport: CurlTransport) async throws {
    var names = MetricNames()
    names.requestsTotal = "prometheus_http_requests_total"
    names.statusLabel = "code"
    names.durationBuckets = "prometheus_http_request_duration_seconds_bucket"
    let excluded = try ExcludedPaths(["^/metrics"])
    let scraper = PodScraper(transport: transport, names: names, excluding: excluded)
    let results = await scraper.scrape(
      [
        ScrapeTarget(pod: "a", origin: origin, path: "/metrics"),
        ScrapeTarget(pod: "b", origin: origin, path: "/no-such-page"),
      ],
      at: noon
    )
    let scrape = try #require(results[0].scrape, "\(results[0].complaint ?? "")")
    // Eight queries and a range, three refusals; Prometheus counts a refused expression as 400.
    #expect(scrape.requests == RequestCounters(requests: 12, errors: 0))
    #expect(scrape.durations?.count == 12)
    #expect(try #require(scrape.memoryBytes) > 1e6)
    #expect(results[1].complaint?.contains("answered 404 instead of 200") == true)
  }
}
