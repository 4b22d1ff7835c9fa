package import Transport

/// Hands requests to a handler in the same process: no sockets, no threads, the same bytes.
package struct InProcessTransport: HTTPTransport {
  private let handler: any HTTPHandler

  package init(_ handler: any HTTPHandler) {
    self.handler = handler
  }

  package func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    let response = try await stream(request)
    let body = try await response.body.collect(upTo: request.limits.bodyBytes)
    return HTTPResponse(head: response.head, body: body)
  }

  package func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    let response = await handler.respond(to: request)
    guard !response.isReset else { throw .interrupted("the peer reset the connection") }
    return response
  }
}
