/// Moves one request to a server and its answer back; libcurl and the in-process API server are the
/// two that exist.
///
/// Guarantees: a response of any status is a success here. Cancelling the calling task ends the
/// transfer. No redirect is followed, so that credentials never travel to another host. A
/// request that may change something is sent at most once; a read may be sent again over another connection when the first
/// one ends without an answer.
package protocol HTTPTransport: Sendable {
  /// The whole answer, its body no larger than `request.limits.bodyBytes`.
  func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse

  /// The head of the answer, and its body as it arrives.
  func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse
}

/// Answers requests: what an HTTP listener serves, and what the in-process transport calls
/// directly.
package protocol HTTPHandler: Sendable {
  func respond(to request: HTTPRequest) async -> StreamedResponse
}
