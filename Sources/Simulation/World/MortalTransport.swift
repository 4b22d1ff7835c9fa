import Transport

/// The connections of one process: with its end nothing more is sent, and no answer is heard.
///
/// A cancelled task would still send what it was about to, which a killed process does not.
struct MortalTransport: HTTPTransport {
  let base: any HTTPTransport
  let life: ProcessLife

  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
    try check()
    let response = try await base.response(to: request)
    try check()
    return response
  }

  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
    try check()
    let response = try await base.stream(request)
    try check()
    return response
  }

  private func check() throws(TransferError) {
    if life.isEnded { throw .interrupted("the process has ended") }
  }
}
