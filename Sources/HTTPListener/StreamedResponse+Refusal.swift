import Transport

extension StreamedResponse {
  /// An answer of the listener itself, before any handler.
  static func refusal(status: Int, _ sentence: String) -> StreamedResponse {
    let head = HTTPResponseHead(status: status, headers: ["Content-Type": "text/plain"])
    return StreamedResponse(HTTPResponse(head: head, body: Array(sentence.utf8)))
  }
}
