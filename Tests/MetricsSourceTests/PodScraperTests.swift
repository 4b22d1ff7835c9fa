import MetricsSource
import Synchronization
import Testing
import Time
import Transport

@Suite("Scraping pods")
struct PodScraperTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  private func scraper(_ transport: HandlerTransport) throws -> PodScraper {
    PodScraper(
      transport: transport,
      names: MetricNames(),
      excluding: try ExcludedPaths(InstrumentedService.excludedPaths)
    )
  }

  private func target(_ host: Int) -> ScrapeTarget {
    ScrapeTarget(pod: "pod-\(host)", origin: "http://10.0.0.\(host):8000", path: "/metrics")
  }

  @Test("a scrape asks once, with the caller's headers, 3 s and 2 MiB")
  func request() async throws {
    let seen = Mutex<[HTTPRequest]>([])
    let scraper = try scraper(
      HandlerTransport { request in
        seen.withLock { $0.append(request) }
        return .text(InstrumentedService.exposition)
      }
    )
    var target = target(7)
    target.headers = ["Authorization": "Bearer x"]
    let results = await scraper.scrape([target], at: noon)
    #expect(results.first?.scrape?.requests == RequestCounters(requests: 100, errors: 4))
    #expect(results.first?.scrape?.at == noon)
    #expect(results.first?.complaint == nil)
    let limits = TransferLimits(
      connect: .seconds(3),
      total: .seconds(3),
      idle: nil,
      bodyBytes: 2_097_152
    )
    let request = HTTPRequest(
      .get,
      origin: "http://10.0.0.7:8000",
      target: "/metrics",
      headers: ["Authorization": "Bearer x", "Accept": "text/plain;version=0.0.4"],
      limits: limits
    )
    #expect(seen.withLock { $0 } == [request])
  }

  @Test("results keep the order of the targets, whichever answers first")
  func order() async throws {
    let scraper = try scraper(
      HandlerTransport { request in
        let host = Int(request.origin.dropFirst(14).prefix { $0 != ":" }) ?? 0
        for _ in 0..<(50 - host) { await Task.yield() }
        return .text("http_requests_total \(host)\n")
      }
    )
    let results = await scraper.scrape((1...40).map(target), at: noon)
    #expect(results.map(\.pod) == (1...40).map { "pod-\($0)" })
    #expect(results.map { $0.scrape?.requests?.requests } == (1...40).map { Double($0) })
  }

  @Test("64 scrapes are under way at a time, never more, and none is lost")
  func inFlight() async throws {
    let gauge = Mutex((now: 0, most: 0))
    let scraper = try scraper(
      HandlerTransport { _ in
        gauge.withLock { gauge in
          gauge.now += 1
          gauge.most = max(gauge.most, gauge.now)
        }
        while gauge.withLock({ $0.most < 64 }) { await Task.yield() }
        for _ in 0..<100 { await Task.yield() }
        gauge.withLock { $0.now -= 1 }
        return .text("http_requests_total 1\n")
      }
    )
    let results = await scraper.scrape((0..<200).map(target), at: noon)
    #expect(results.count(where: { $0.scrape != nil }) == 200)
    #expect(gauge.withLock { $0.most } == 64)
  }

  @Test(
    "a pod that fails costs only its own result, and the complaint says what to do",
    arguments: [
      (
        .failure(.timedOut("3 s")), "scraping http://10.0.0.2:8000/metrics: timed out: 3 s"
      ),
      (
        .success((404, "not found")),
        "scraping http://10.0.0.2:8000/metrics: answered 404 instead of 200; "
          + "check spec.metrics.port and spec.metrics.path"
      ),
      (
        .success((200, "<html>")),
        "scraping http://10.0.0.2:8000/metrics: the answer is not Prometheus text: line 1: a metric name "
          + "begins with a letter, '_' or ':', not with '<'; check spec.metrics.path"
      ),
      (
        .success((200, "http_requests_total NaN")),
        "scraping http://10.0.0.2:8000/metrics: http_requests_total is nan, but a counter is never "
          + "negative and always a number"
      ),
    ] as [(Result<(Int, String), TransferError>, String)]
  )
  func failure(answer: Result<(Int, String), TransferError>, complaint: String) async throws {
    let scraper = try scraper(
      HandlerTransport { request throws(TransferError) in
        guard request.origin.contains("0.2:") else { return .text("http_requests_total 1\n") }
        let (status, body) = try answer.get()
        return .text(body, status: status)
      }
    )
    let results = await scraper.scrape((1...3).map(target), at: noon)
    #expect(results.map(\.complaint) == [nil, complaint, nil])
  }

  @Test("an answer beyond 2 MiB is dropped while it streams")
  func tooLarge() async throws {
    let written = Mutex(0)
    let scraper = try scraper(
      HandlerTransport { _ in
        let (stream, writer) = ByteStream.make(bufferingBytes: 1 << 30, onTermination: {})
        let chunk = Array("other{a=\"\(String(repeating: "x", count: 15_000))\"} 1\n".utf8)
        for _ in 0..<200 {
          writer.write(chunk)
          written.withLock { $0 += chunk.count }
        }
        writer.finish()
        return StreamedResponse(head: HTTPResponseHead(status: 200), body: stream)
      }
    )
    let results = await scraper.scrape([target(1)], at: noon)
    #expect(written.withLock { $0 } > PodScraper.bodyBytes)
    #expect(
      results.first?.failure == .transfer(.bodyTooLarge(limit: PodScraper.bodyBytes))
    )
  }

  @Test("no targets, no results")
  func none() async throws {
    let scraper = try scraper(HandlerTransport { _ in .text("") })
    #expect(await scraper.scrape([], at: noon).isEmpty)
  }
}
