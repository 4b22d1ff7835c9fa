import MetricsSource
import Testing
import Time

@Suite("What a pod says")
struct PodScrapeTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func scrape(_ text: String, names: MetricNames = MetricNames()) throws -> PodScrape {
    let exposition = try ExpositionParser.parse(Array(text.utf8), wanted: names.all)
    let excluded = try ExcludedPaths(InstrumentedService.excludedPaths)
    return try PodScrape(exposition, at: noon, names: names, excluding: excluded)
  }

  @Test("the guide's application is read by default, without its probes and scrapes")
  func instrumentator() throws {
    let scrape = try scrape(InstrumentedService.exposition)
    let durations = DurationHistogram(
      buckets: [
        .init(upTo: 0.1, count: 50), .init(upTo: 0.5, count: 90), .init(upTo: 1, count: 99),
        .init(upTo: .infinity, count: 100),
      ],
      sum: 20,
      count: 100
    )
    let expected = PodScrape(
      at: noon,
      requests: RequestCounters(requests: 100, errors: 4),
      durations: durations,
      cpuSeconds: 12.5,
      memoryBytes: 52_633_600
    )
    #expect(scrape == expected)
  }

  @Test(
    "an error is a status that begins with 5",
    arguments: [
      ("500", 1.0), ("5xx", 1), ("503", 1), ("4xx", 0), ("200", 0), ("2xx", 0), ("", 0), ("x5", 0),
    ]
  )
  func errors(status: String, errors: Double) throws {
    let scrape = try scrape("http_requests_total{status=\"\(status)\"} 1\n")
    #expect(scrape.requests == RequestCounters(requests: 1, errors: errors))
  }

  @Test("a counter that exists without series is zero; one that is unknown is nothing")
  func absence() throws {
    #expect(try scrape("# TYPE http_requests_total counter\n").requests == .zero)
    #expect(try scrape("# TYPE http_requests counter\n# EOF\n").requests == .zero)
    #expect(try scrape("process_cpu_seconds_total 1\n").requests == nil)
    #expect(try scrape("http_requests_total{handler=\"/metrics\"} 7\n").requests == .zero)
    #expect(try scrape("").durations == nil)
  }

  @Test("other names, labels, GPUs and queues are read when named")
  func otherNames() throws {
    var names = MetricNames()
    names.requestsTotal = "requests"
    names.statusLabel = "code"
    names.pathLabel = ""
    names.gpuPercent = "gpu"
    names.queueDepth = "queue"
    let scrape = try scrape(
      "requests{code=\"500\",handler=\"/health\"} 2\ngpu{n=\"0\"} 10\ngpu{n=\"1\"} 30\nqueue 3\nqueue{q=\"b\"} 4\n",
      names: names
    )
    #expect(scrape.requests == RequestCounters(requests: 2, errors: 2))
    #expect(scrape.gpuPercent == 20)
    #expect(scrape.queueDepth == 7)
  }

  @Test(
    "a counter that is no number or negative is an error, never zero",
    arguments: [
      ("NaN", "http_requests_total is nan, but a counter is never negative and always a number"),
      ("-1", "http_requests_total is -1.0, but a counter is never negative and always a number"),
      ("+Inf", "http_requests_total is inf, but a counter is never negative and always a number"),
    ]
  )
  func impossible(value: String, sentence: String) {
    let error = #expect(throws: PodScrape.ImpossibleCounter.self) {
      try scrape("http_requests_total \(value)\n")
    }
    #expect(error?.description == sentence)
  }

  @Test("a gauge that is no number is missing")
  func missingGauge() throws {
    #expect(try scrape("process_resident_memory_bytes NaN\n").memoryBytes == nil)
  }

  @Test("activity is what happened between two scrapes, across a restart")
  func activity() throws {
    let before = PodScrape(
      at: noon,
      requests: .init(requests: 100, errors: 2),
      cpuSeconds: 50,
      memoryBytes: 1
    )
    let after = PodScrape(
      at: noon + .seconds(10),
      requests: .init(requests: 150, errors: 3),
      cpuSeconds: 4
    )
    let activity = try #require(PodActivity(from: before, to: after))
    #expect(activity.requests == RequestCounters(requests: 50, errors: 1))
    #expect(activity.requestsPerSecond == 5)
    #expect(activity.cpuCores == 0.4)
    #expect(activity.durations == nil)
    #expect(PodActivity(from: after, to: before) == nil)
  }
}
