package import Time
package import Transport

/// Reads the metrics of many pods at once, each in bounded time and memory.
///
/// Guarantees: one result per target, in their order; a pod that fails costs only its own result; nothing is retried, because the next
/// scrape is seconds away.
package struct PodScraper: Sendable {
  /// Scrapes under way at a time; the scrape budget of a rollout.
  package static let inFlight = 64
  /// Bytes of one exposition; the same budget.
  package static let bodyBytes = 2 << 20
  /// A pod that needs longer than 3 s to name its counters is as good as down, and two lost scrapes must fit into one detection.
  static let limits = TransferLimits(
    connect: .seconds(3),
    total: .seconds(3),
    idle: nil,
    bodyBytes: bodyBytes
  )

  private let transport: any HTTPTransport
  private let names: MetricNames
  private let excluded: ExcludedPaths

  package init(
    transport: any HTTPTransport,
    names: MetricNames,
    excluding excluded: ExcludedPaths
  ) {
    self.transport = transport
    self.names = names
    self.excluded = excluded
  }

  /// Scrapes all targets; `now` becomes the instant of every reading.
  package func scrape(_ targets: [ScrapeTarget], at now: Timestamp) async -> [ScrapeResult] {
    await withTaskGroup(of: (index: Int, result: ScrapeResult).self) { group in
      var waiting = targets.enumerated().makeIterator()
      func startNext() {
        guard let (index, target) = waiting.next() else { return }
        group.addTask { (index, await scrape(target, at: now)) }
      }
      for _ in 0..<Self.inFlight { startNext() }
      var finished: [(index: Int, result: ScrapeResult)] = []
      while let next = await group.next() {
        finished.append(next)
        startNext()
      }
      return finished.sorted { $0.index < $1.index }.map(\.result)
    }
  }

  private func scrape(_ target: ScrapeTarget, at now: Timestamp) async -> ScrapeResult {
    let attempt = "scraping \(target.origin)\(target.path)"
    do throws(ScrapeFailure) {
      let scrape = try await read(target, at: now)
      return ScrapeResult(pod: target.pod, attempt: attempt, scrapes: [scrape])
    } catch {
      return ScrapeResult(pod: target.pod, attempt: attempt, failure: error)
    }
  }

  private func read(
    _ target: ScrapeTarget,
    at now: Timestamp
  ) async throws(ScrapeFailure) -> PodScrape {
    let exposition = try await exposition(of: target)
    do throws(PodScrape.ImpossibleCounter) {
      return try PodScrape(exposition, at: now, names: names, excluding: excluded)
    } catch {
      throw .impossible(error)
    }
  }

  private func exposition(of target: ScrapeTarget) async throws(ScrapeFailure) -> Exposition {
    let response: StreamedResponse
    do throws(TransferError) {
      response = try await transport.stream(request(for: target))
    } catch {
      throw .transfer(error)
    }
    guard response.head.isSuccess else { throw .status(response.head.status) }
    return try await parse(response.body)
  }

  /// Parses as the bytes arrive, so that unwanted lines are never held.
  private func parse(_ body: ByteStream) async throws(ScrapeFailure) -> Exposition {
    var parser = ExpositionParser(wanted: names.all)
    var received = 0
    do {
      for try await piece in body {
        received += piece.count
        guard received <= Self.bodyBytes else {
          throw TransferError.bodyTooLarge(limit: Self.bodyBytes)
        }
        try parser.feed(piece)
      }
      return try parser.finish()
    } catch let error as ExpositionError {
      throw .malformed(error)
    } catch let error as TransferError {
      throw .transfer(error)
    } catch {
      throw .transfer(.cancelled)
    }
  }

  private func request(for target: ScrapeTarget) -> HTTPRequest {
    var headers = target.headers
    headers["Accept"] = "text/plain;version=0.0.4"
    return HTTPRequest(
      .get,
      origin: target.origin,
      target: target.path,
      headers: headers,
      limits: Self.limits
    )
  }
}
