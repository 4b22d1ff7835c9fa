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
      try await judgeSamples(client)
      try await judgeNumbers(client)
      try await judgeRefusals(client)
      try await judgeScrape(origin, transport)
    }
  }

  private func judgeSamples(_ client: PrometheusClient) async throws {
    let samples = PrometheusSamples(
      client: client,
      names: MetricNames(),
      excluding: try ExcludedPaths(InstrumentedService.excludedPaths),
      selector: #"pod!="nobody""#
    )
    let pods = [
      MeasuredPod(uid: "1", name: "fisica-api-a1-x"), MeasuredPod(uid: "2", name: "fisica-api-c3"),
    ]
    let results = await samples.read(pods, in: "physics", at: noon)
    #expect(results.map(\.pod) == ["1", "2"])
    // Samples every 15 s; whether one exactly 90 s old belongs to the range differs between versions.
    let scrapes = results[0].scrapes
    #expect((6...7).contains(scrapes.count))
    #expect(scrapes.last?.at == noon)
    let growth = try #require(scrapes.last?.requests).increase(
      since: try #require(scrapes.first?.requests)
    )
    let steps = Double(scrapes.count - 1)
    #expect(growth == RequestCounters(requests: 100 * steps, errors: 10 * steps))
    #expect(scrapes.last?.durations?.highestFiniteBound == 0.2)
    #expect(scrapes.last?.memoryBytes == 5e8)
    #expect(
      results[1].complaint == """
        asking Prometheus about pod fisica-api-c3: there is no recent sample of \
        {namespace="physics",pod="fisica-api-c3",pod!="nobody"}; check that Prometheus scrapes the pod \
        at least once a minute, that its series carry the labels namespace and pod, and \
        spec.metrics.prometheus.selector
        """
    )
  }

  private func judgeNumbers(_ client: PrometheusClient) async throws {
    let query = QueryRunner.Query(
      name: "memory",
      promQL: #"sum(max_over_time(process_resident_memory_bytes{pod=~"$(pods)"}[$(window)]))"#
    )
    let variables = QueryVariables(
      revision: "a1",
      pods: ["fisica-api-a1-x", "gone.away"],
      window: .seconds(90)
    )
    let readings = await QueryRunner(client: client).run([query], with: variables, at: noon)
    #expect(readings.map { try? $0.value.get() } == [5e8])
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
    // Two queries and three refusals; Prometheus counts a refused expression as 400.
    #expect(scrape.requests == RequestCounters(requests: 5, errors: 0))
    #expect(scrape.durations?.count == 5)
    #expect(try #require(scrape.memoryBytes) > 1e6)
    #expect(results[1].complaint?.contains("answered 404 instead of 200") == true)
  }
}
