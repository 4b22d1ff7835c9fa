import Transport

/// Hands over the head as soon as it is there, and the body piece by piece.
struct StreamedResponseSink: ResponseSink {
  private enum State {
    case awaitingHead(TransferReply.Waiting<StreamedResponse>)
    case open(ByteStreamWriter)
  }

  private var state: State
  private let limitBytes: Int
  private let whenUnread: @Sendable () -> Void

  /// `whenUnread` is called when nobody reads the body any more.
  init(
    _ waiting: TransferReply.Waiting<StreamedResponse>,
    limitBytes: Int,
    whenUnread: @escaping @Sendable () -> Void
  ) {
    state = .awaitingHead(waiting)
    self.limitBytes = limitBytes
    self.whenUnread = whenUnread
  }

  mutating func take(_ head: HTTPResponseHead) {
    guard case .awaitingHead(let waiting) = state else { return }
    let (body, writer) = ByteStream.make(bufferingBytes: limitBytes, onTermination: whenUnread)
    state = .open(writer)
    waiting.resume(returning: .success(StreamedResponse(head: head, body: body)))
  }

  mutating func take(_ piece: [UInt8]) throws(TransferError) {
    guard case .open(let writer) = state else { return }
    guard writer.write(piece) else { throw .overflow(limit: limitBytes) }
  }

  mutating func end(_ error: TransferError?) {
    switch state {
    case .awaitingHead(let waiting):
      waiting.resume(returning: .failure(error ?? .malformed("it has no head")))
    case .open(let writer):
      writer.finish(throwing: error)
    }
  }
}
