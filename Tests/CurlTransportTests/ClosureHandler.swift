import Transport

/// Answers as the test says.
struct ClosureHandler: HTTPHandler {
  let answer: @Sendable (HTTPRequest) async -> StreamedResponse

  func respond(to request: HTTPRequest) async -> StreamedResponse {
    await answer(request)
  }
}

extension StreamedResponse {
  static func ok(_ body: String, headers: HTTPHeaders = [:]) -> StreamedResponse {
    StreamedResponse(
      HTTPResponse(head: HTTPResponseHead(status: 200, headers: headers), body: Array(body.utf8))
    )
  }
}

extension [UInt8] {
  var text: String { String(decoding: self, as: UTF8.self) }
}
