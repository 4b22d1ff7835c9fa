import Transport

/// Collects an answer up to a limit, and hands it over when it is whole.
struct WholeResponseSink: ResponseSink {
  private let waiting: TransferReply.Waiting<HTTPResponse>
  private let limitBytes: Int
  private var response = HTTPResponse(head: HTTPResponseHead(status: 0), body: [])

  init(_ waiting: TransferReply.Waiting<HTTPResponse>, limitBytes: Int) {
    self.waiting = waiting
    self.limitBytes = limitBytes
  }

  mutating func take(_ head: HTTPResponseHead) throws(TransferError) {
    let announced = head.headers["Content-Length"].flatMap { Int($0) } ?? 0
    guard announced <= limitBytes else { throw .bodyTooLarge(limit: limitBytes) }
    response.head = head
  }

  mutating func take(_ piece: [UInt8]) throws(TransferError) {
    guard response.body.count + piece.count <= limitBytes else {
      throw .bodyTooLarge(limit: limitBytes)
    }
    response.body += piece
  }

  mutating func end(_ error: TransferError?) {
    if let error {
      waiting.resume(returning: .failure(error))
    } else if response.head.status == 0 {
      waiting.resume(returning: .failure(.malformed("it has no head")))
    } else {
      waiting.resume(returning: .success(response))
    }
  }
}
