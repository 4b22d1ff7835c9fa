import JSON
package import Transport

/// Serves `/healthz`, `/livez`, `/readyz` and `/metrics` as kube-apiserver does; what they say comes from outside.
///
/// `?verbose` shows every check, `?exclude=NAME` leaves one out (any number of times), `/readyz/NAME` asks for one alone.
package struct OperatorEndpoints: HTTPHandler {
  private let liveness: @Sendable () -> HealthReport
  private let readiness: @Sendable () -> HealthReport
  private let metrics: @Sendable () -> String

  /// `metrics` returns Prometheus text format.
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
        Self.plain,
        ["Allow": "GET, HEAD"]
      )
    }
    return answer(request)
  }

  private func answer(_ request: HTTPRequest) -> StreamedResponse {
    if request.path == "/metrics" {
      return reply(200, metrics(), "text/plain; version=0.0.4; charset=utf-8")
    }
    let parts = request.path.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
    switch parts.first {
    case "healthz", "livez": return report(liveness(), parts, request)
    case "readyz": return report(readiness(), parts, request)
    default: return nothing
    }
  }

  private var nothing: StreamedResponse {
    reply(404, "there is nothing here; try /healthz, /livez, /readyz or /metrics\n", Self.plain)
  }

  /// 200 or 500; as JSON for those who accept only that.
  private func report(
    _ report: HealthReport,
    _ path: [Substring],
    _ request: HTTPRequest
  ) -> StreamedResponse {
    if path.count > 1 {
      guard let check = report.check(named: path[1]) else { return nothing }
      return check.isHealthy
        ? reply(200, "ok", Self.plain)
        : reply(500, "internal server error: \(check.sentence)\n", Self.plain)
    }
    let excluded = request.queryValues("exclude")
    let status = report.excluding(excluded).isHealthy ? 200 : 500
    if request.headers["Accept"]?.hasPrefix("application/json") == true {
      let json = report.excluding(excluded).json
      return reply(status, json.jsonText + "\n", "application/json")
    }
    let text = report.text(
      of: String(path[0]),
      verbose: !request.queryValues("verbose").isEmpty,
      excluding: excluded
    )
    return reply(status, text, Self.plain)
  }

  private static let plain = "text/plain; charset=utf-8"

  private func reply(
    _ status: Int,
    _ text: String,
    _ type: String,
    _ others: HTTPHeaders = [:]
  ) -> StreamedResponse {
    let body = Array(text.utf8)
    var headers = others
    headers["Content-Type"] = type
    headers["Cache-Control"] = "no-store"
    headers["X-Content-Type-Options"] = "nosniff"
    return StreamedResponse(
      HTTPResponse(head: HTTPResponseHead(status: status, headers: headers), body: body)
    )
  }
}

extension HTTPRequest {
  /// The values of a query parameter, an empty one for its name alone; `%2F` and the like are read.
  fileprivate func queryValues(_ name: String) -> [String] {
    query.split(separator: "&").compactMap { term in
      let pair = term.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let key = pair.first, key == name else { return nil }
      return pair.count > 1 ? String(pair[1]).percentDecoded : ""
    }
  }
}

extension String {
  fileprivate var percentDecoded: String {
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
