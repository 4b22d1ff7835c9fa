package import Time
package import Transport

/// Asks Prometheus' HTTP API; builds a request, sends it once, decodes the answer.
package struct PrometheusClient: Sendable {
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

  /// The value of an expression at an instant.
  package func query(
    _ promQL: String,
    at instant: Timestamp
  ) async throws(PrometheusError) -> PrometheusAnswer {
    try await ask("query", promQL, form: [("time", instant.prometheusTime)])
  }

  /// The values of an expression over a span, one per `step`.
  package func queryRange(
    _ promQL: String,
    over span: ClosedRange<Timestamp>,
    step: Duration
  ) async throws(PrometheusError) -> PrometheusAnswer {
    try await ask(
      "query_range",
      promQL,
      form: [
        ("start", span.lowerBound.prometheusTime), ("end", span.upperBound.prometheusTime),
        ("step", step.goDuration),
      ]
    )
  }

  private func ask(
    _ endpoint: String,
    _ promQL: String,
    form: [(String, String)]
  ) async throws(PrometheusError) -> PrometheusAnswer {
    let request = request(endpoint, form: [("query", promQL)] + form)
    let response: HTTPResponse
    do throws(TransferError) {
      response = try await transport.response(to: request)
    } catch {
      throw .transfer(error)
    }
    return try PrometheusAnswer(response, to: promQL)
  }

  /// A POST, because a selector over many pods outgrows what proxies allow in a URL.
  private func request(_ endpoint: String, form: [(String, String)]) -> HTTPRequest {
    var headers = headers
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers["Accept"] = "application/json"
    let body = form.map { "\($0.0)=\($0.1.formEncoded)" }.joined(separator: "&")
    return HTTPRequest(
      .post,
      origin: origin,
      target: "\(prefix)/api/v1/\(endpoint)",
      headers: headers,
      body: Array(body.utf8)
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

extension Timestamp {
  /// RFC 3339 with microseconds, which Prometheus reads as well as Unix seconds and without rounding.
  fileprivate var prometheusTime: String { rfc3339Micro }
}
