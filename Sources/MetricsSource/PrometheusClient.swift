package import Time
package import Transport

/// Asks Prometheus' HTTP API; builds a request, sends it once, decodes the answer.
package struct PrometheusClient: Sendable {
  /// A Prometheus that needs 5 s for one revision's counters is as good as down, and 8 MiB are the samples of a hundred thousand series.
  static let limits = TransferLimits(
    connect: .seconds(3),
    total: .seconds(5),
    idle: nil,
    bodyBytes: 8 << 20
  )

  /// Days of a service's rate are read beside the passes, once: a busy server may take its time.
  static let rangeLimits = TransferLimits(
    connect: .seconds(3),
    total: .seconds(60),
    idle: nil,
    bodyBytes: 8 << 20
  )

  private let transport: any HTTPTransport
  private let origin: String
  private let prefix: String
  private let headers: HTTPHeaders

  /// `base` may carry a path, as behind a proxy: `https://metrics.example.com/prometheus/`.
  package init(transport: any HTTPTransport, base: String, headers: HTTPHeaders = [:]) {
    let trimmed = base.trimmingSlashes
    let host = trimmed.firstRange(of: "://")?.upperBound ?? trimmed.startIndex
    let slash = trimmed[host...].firstIndex(of: "/") ?? trimmed.endIndex
    self.transport = transport
    self.origin = String(trimmed[..<slash])
    self.prefix = String(trimmed[slash...])
    self.headers = headers
  }

  /// The value of an expression at an instant, which goes out with microseconds so that nothing is rounded.
  package func query(
    _ promQL: String,
    at instant: Timestamp
  ) async throws(PrometheusError) -> PrometheusAnswer {
    let form = [("query", promQL), ("time", instant.rfc3339Micro)]
    return try await answer(to: promQL, "query", form: form, within: Self.limits)
  }

  /// The values of an expression at every `step` from `start` to `end`, both included; Prometheus gives at most 11,000 of them.
  package func query(
    _ promQL: String,
    from start: Timestamp,
    to end: Timestamp,
    step: Duration
  ) async throws(PrometheusError) -> PrometheusAnswer {
    let form = [
      ("query", promQL), ("start", start.rfc3339Micro), ("end", end.rfc3339Micro),
      ("step", "\(max(1, step.components.seconds))"),
    ]
    return try await answer(to: promQL, "query_range", form: form, within: Self.rangeLimits)
  }

  private func answer(
    to promQL: String,
    _ endpoint: String,
    form: [(String, String)],
    within limits: TransferLimits
  ) async throws(PrometheusError) -> PrometheusAnswer {
    let request = request(endpoint, form: form, limits: limits)
    let response: HTTPResponse
    do throws(TransferError) {
      response = try await transport.response(to: request)
    } catch {
      throw .transfer(error)
    }
    return try PrometheusAnswer(response, to: promQL)
  }

  /// A POST, because a selector over many pods outgrows what proxies allow in a URL.
  private func request(
    _ endpoint: String,
    form: [(String, String)],
    limits: TransferLimits
  ) -> HTTPRequest {
    var headers = headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers["Accept"] = "application/json"
    let body = form.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
    return HTTPRequest(
      .post,
      origin: origin,
      target: "\(prefix)/api/v1/\(endpoint)",
      headers: headers,
      body: Array(body.utf8),
      limits: limits
    )
  }
}

extension String {
  fileprivate var trimmingSlashes: Substring {
    var trimmed = self[...]
    while trimmed.last == "/" { trimmed.removeLast() }
    return trimmed
  }

  /// Percent-encoding of everything but RFC 3986's unreserved characters.
  fileprivate var formEncoded: String {
    let hex = Array("0123456789ABCDEF")
    return utf8.reduce(into: "") { encoded, byte in
      let character = Character(UnicodeScalar(byte))
      let isPlain = byte < 0x80 && (character.isLetter || character.isNumber)
      if isPlain || "-._~".contains(character) {
        encoded.append(character)
      } else {
        encoded += "%\(hex[Int(byte >> 4)])\(hex[Int(byte & 15)])"
      }
    }
  }
}
