import MetricsSource
import Time
import Transport

extension FuzzTarget {
  /// An answer of Prometheus is a finite number, series, or a sentence; the first byte picks its status.
  static let prometheus = FuzzTarget("prometheus") { input async throws(BrokenLaw) in
    let status = statuses[Int(input.bytes.first ?? 0) % statuses.count]
    let transport = FixedAnswer(status: status, body: Array(input.bytes.dropFirst()))
    let client = PrometheusClient(transport: transport, base: "http://prometheus/")
    let now = Timestamp(epochSeconds: 1_767_225_600)
    let answer: PrometheusAnswer?
    do throws(PrometheusError) {
      answer = try await client.query("sum(up)", at: now)
    } catch {
      answer = nil
      try require(!error.description.isEmpty, "an error without a sentence")
    }
    let number = try? answer?.number()
    try require(number?.isFinite ?? true, "\(number ?? 0) is no number to decide by")
    try await readsPods(client, at: now)
  }

  private static let statuses = [200, 200, 200, 200, 400, 401, 422, 503]

  private static func readsPods(
    _ client: PrometheusClient,
    at now: Timestamp
  ) async throws(BrokenLaw) {
    guard let excluded = try? ExcludedPaths(["^/health"]) else { return }
    let samples = PrometheusSamples(
      client: client,
      names: MetricNames(),
      excluding: excluded,
      selector: ""
    )
    let pods = [MeasuredPod(uid: "1", name: "a"), MeasuredPod(uid: "2", name: "b")]
    let results = await samples.read(pods, in: "physics", at: now)
    try require(results.map(\.pod) == ["1", "2"], "not one result per pod, in their order")
  }
}

/// A server that always says the same.
private struct FixedAnswer: HTTPTransport {
  let status: Int
  let body: [UInt8]

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    HTTPResponse(head: HTTPResponseHead(status: status), body: body)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    StreamedResponse(try await response(to: request))
  }
}
