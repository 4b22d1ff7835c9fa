import Transport

/// Tells observers of each request before it is sent, and of the code of its answer.
struct ObservedTransport: HTTPTransport {
  let base: any HTTPTransport
  let onSend: (@Sendable (HTTPRequest) -> Void)?
  let onAnswer: (@Sendable (HTTPRequest, Int) -> Void)?

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    onSend?(request)
    let response = try await base.response(to: request)
    onAnswer?(request, response.head.status)
    return response
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    onSend?(request)
    return try await base.stream(request)
  }
}
