import Transport

/// Tells an observer of each request before it is sent.
struct ObservedTransport: HTTPTransport {
  let base: any HTTPTransport
  let onSend: @Sendable (HTTPRequest) -> Void

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    onSend(request)
    return try await base.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    onSend(request)
    return try await base.stream(request)
  }
}
