import Transport

/// Waits for less than the client asks for, so that silence costs a test milliseconds instead of minutes.
struct ImpatientTransport: HTTPTransport {
  let inner: any HTTPTransport

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    try await inner.response(to: hurried(request))
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try await inner.stream(hurried(request))
  }

  private func hurried(_ request: HTTPRequest) -> HTTPRequest {
    var request = request
    request.limits.connect = .milliseconds(250)
    if request.limits.idle != nil { request.limits.idle = .milliseconds(150) }
    if request.limits.total != nil { request.limits.total = .milliseconds(500) }
    return request
  }
}
