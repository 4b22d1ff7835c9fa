import Transport

/// Carries requests to a closure, as if it were a server.
struct HandlerTransport: HTTPTransport {
  let answer: @Sendable (HTTPRequest) async throws(TransferError) -> StreamedResponse

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let streamed = try await answer(request)
    let body = try await streamed.body.collect(upTo: request.limits.bodyBytes)
    return HTTPResponse(head: streamed.head, body: body)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await answer(request)
  }
}

extension StreamedResponse {
  static func text(_ text: String, status: Int = 200) -> StreamedResponse {
    StreamedResponse(HTTPResponse(head: HTTPResponseHead(status: status), body: Array(text.utf8)))
  }
}
