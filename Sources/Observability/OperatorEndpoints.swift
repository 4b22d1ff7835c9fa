import JSON
package import Transport

/// Serves `/healthz`, `/readyz` and `/metrics`; what they say comes from outside.
package struct OperatorEndpoints: HTTPHandler {
  private let liveness: @Sendable () -> HealthReport
  private let readiness: @Sendable () -> HealthReport
  private let metrics: @Sendable () -> String

  /// `metrics` returns Prometheus text format, as `MetricsRegistry.exposition` does.
  package init(
    liveness: @escaping @Sendable () -> HealthReport,
    readiness: @escaping @Sendable () -> HealthReport,
    metrics: @escaping @Sendable () -> String
  ) {
    self.liveness = liveness
    self.readiness = readiness
    self.metrics = metrics
  }

  package func respond(to request: HTTPRequest) async -> StreamedResponse {
    guard request.method == .get || request.method == .head else {
      return reply(
        405,
        "only GET and HEAD are answered here\n",
        "text/plain",
        ["Allow": "GET, HEAD"]
      )
    }
    var response = answer(request)
    if request.method == .head { response.body = ByteStream([]) }
    return response
  }

  private func answer(_ request: HTTPRequest) -> StreamedResponse {
    switch request.path {
    case "/healthz": report(liveness(), for: request)
    case "/readyz": report(readiness(), for: request)
    case "/metrics": reply(200, metrics(), "text/plain; version=0.0.4; charset=utf-8")
    default:
      reply(404, "there is nothing here; try /healthz, /readyz or /metrics\n", "text/plain")
    }
  }

  /// 200 or 503; as JSON for those who accept only that.
  private func report(_ report: HealthReport, for request: HTTPRequest) -> StreamedResponse {
    let status = report.isHealthy ? 200 : 503
    if request.headers["Accept"]?.hasPrefix("application/json") == true {
      return reply(status, report.json.jsonText + "\n", "application/json")
    }
    let isVerbose = request.query.split(separator: "&").contains { $0.prefix(7) == "verbose" }
    return reply(status, report.text(verbose: isVerbose), "text/plain; charset=utf-8")
  }

  private func reply(
    _ status: Int,
    _ text: String,
    _ type: String,
    _ others: HTTPHeaders = [:]
  ) -> StreamedResponse {
    let body = Array(text.utf8)
    var headers = others
    headers["Content-Type"] = type
    headers["Content-Length"] = "\(body.count)"
    headers["Cache-Control"] = "no-store"
    return StreamedResponse(
      HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: body)
    )
  }
}
