import Transport

/// A client before whose writes refusals stand.
struct RefusingTransport: HTTPTransport {
  let base: any HTTPTransport
  let refusals: Refusals

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    if let answer = refusals.answer(to: request) { return answer }
    return try await base.response(to: request)
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    if let answer = refusals.answer(to: request) { return StreamedResponse(answer) }
    return try await base.stream(request)
  }
}
