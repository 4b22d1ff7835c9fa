package import Tracing
package import Transport

/// Makes a client span of every call that happens under another span, and hands its context on in W3C's `traceparent`.
///
/// Calls outside of any span (lists, watches, the lease every two seconds) would be traces of one span that nobody asked for: they pass
/// as they are. The attributes are OpenTelemetry's semantic conventions for HTTP clients and for Kubernetes resources; neither header
/// fields nor bodies nor credentials are among them.
package struct TracedTransport: HTTPTransport {
  private let base: any HTTPTransport
  private let tracer: any Tracer

  package init(_ base: any HTTPTransport, by tracer: any Tracer) {
    self.base = base
    self.tracer = tracer
  }

  package func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    guard let context = ServiceContext.current else {
      return try await base.response(to: request)
    }
    let call = APICall(request)
    let span = tracer.startSpan(call.spanName, context: context, ofKind: .client)
    defer { span.end() }
    var request = request
    tracer.inject(span.context, into: &request.headers, using: HeaderInjector())
    if span.isRecording { span.updateAttributes { call.describe(in: &$0) } }
    do throws(TransferError) {
      let response = try await base.response(to: request)
      span.note(response.head.status)
      return response
    } catch {
      span.note(error)
      throw error
    }
  }

  package func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await base.stream(request)
  }
}

private struct HeaderInjector: Injector {
  func inject(_ value: String, forKey key: String, into headers: inout HTTPHeaders) {
    headers[key] = value
  }
}

extension Span {
  /// For a client every answer from 400 on is an error, with the code as its type.
  fileprivate func note(_ status: Int) {
    guard isRecording else { return }
    updateAttributes { attributes in
      attributes["http.response.status_code"] = status
      if status >= 400 { attributes["error.type"] = "\(status)" }
    }
    if status >= 400 { setStatus(SpanStatus(code: .error)) }
  }

  fileprivate func note(_ error: TransferError) {
    guard isRecording else { return }
    updateAttributes { $0["error.type"] = error.kind }
    setStatus(SpanStatus(code: .error, message: "\(error)"))
  }
}

extension TransferError {
  /// A word of few values, for `error.type`.
  fileprivate var kind: String {
    switch self {
    case .unresolvedHost: "unresolved_host"
    case .unreachable: "unreachable"
    case .tls: "tls"
    case .timedOut: "timeout"
    case .interrupted: "interrupted"
    case .bodyTooLarge: "body_too_large"
    case .overflow: "overflow"
    case .malformed: "malformed"
    case .invalidRequest: "invalid_request"
    case .cancelled: "cancelled"
    case .withdrawn: "withdrawn"
    }
  }
}
