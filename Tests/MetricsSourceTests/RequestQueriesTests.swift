import MetricsSource
import Testing
import Time

@Suite("PromQL for a revision")
struct RequestQueriesTests {
  private let queries = RequestQueries(
    names: MetricNames(),
    selector: #"namespace="physics",pod=~"fisica-api-a1b2c3d4-.*""#,
    excludedPaths: ["^/health", #"^/v\d"x"#]
  )
  private let traffic =
    #"namespace="physics",pod=~"fisica-api-a1b2c3d4-.*",handler!~".*(?:(?:^/health)|(?:^/v\\d\"x)).*""#

  @Test("requests, errors and their share, users' traffic only")
  func share() {
    let requests = "sum(increase(http_requests_total{\(traffic)}[5m]))"
    let errors = "(sum(increase(http_requests_total{\(traffic),status=~\"5.*\"}[5m])) or vector(0))"
    #expect(queries.requests(over: .seconds(300)) == requests)
    #expect(queries.errors(over: .seconds(300)) == errors)
    #expect(queries.errorShare(over: .seconds(300)) == "\(errors) / \(requests)")
    #expect(
      queries.requestsPerSecond(over: .seconds(90))
        == "sum(rate(http_requests_total{\(traffic)}[1m30s]))"
    )
  }

  @Test("latency from buckets, the mean from sum and count")
  func latency() {
    #expect(
      queries.latency(quantile: 0.95, over: .seconds(60))
        == "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{\(traffic)}[1m])))"
    )
    #expect(
      queries.meanLatency(over: .seconds(60))
        == "sum(rate(http_request_duration_seconds_sum{\(traffic)}[1m])) / "
        + "sum(rate(http_request_duration_seconds_count{\(traffic)}[1m]))"
    )
  }

  @Test("processors, memory, GPUs and queues of all the pods, whatever their paths")
  func resources() {
    var names = MetricNames()
    names.gpuPercent = "gpu"
    names.queueDepth = "queue"
    let queries = RequestQueries(names: names, selector: "a=\"b\"", excludedPaths: ["^/health"])
    #expect(
      queries.cpuCores(over: .seconds(60)) == "sum(rate(process_cpu_seconds_total{a=\"b\"}[1m]))"
    )
    #expect(queries.memoryBytes == "sum(process_resident_memory_bytes{a=\"b\"})")
    #expect(queries.gpuPercent == "avg(gpu{a=\"b\"})")
    #expect(queries.queueDepth == "sum(queue{a=\"b\"})")
  }

  @Test("without a selector and without exclusions there are no braces")
  func bare() {
    let queries = RequestQueries(names: MetricNames(), selector: "", excludedPaths: [])
    #expect(queries.requests(over: .seconds(60)) == "sum(increase(http_requests_total[1m]))")
  }
}
