import Synchronization

/// The producing end of a `ByteStream`.
package final class ByteStreamWriter: Sendable {
  private let continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation
  private let limit: Int
  private let waiting = Mutex(0)

  init(continuation: AsyncThrowingStream<[UInt8], any Error>.Continuation, limit: Int) {
    self.continuation = continuation
    self.limit = limit
  }

  /// Hands a piece to the reader; `false` when the reader is gone or too far behind, after which
  /// nothing more arrives.
  @discardableResult
  package func write(_ piece: [UInt8]) -> Bool {
    guard !piece.isEmpty else { return true }
    let fits = waiting.withLock { waiting in
      waiting += piece.count
      return waiting <= limit
    }
    guard fits else {
      finish(throwing: .overflow(limit: limit))
      return false
    }
    if case .terminated = continuation.yield(piece) { return false }
    return true
  }

  /// Ends the stream; the reader first gets what was written before.
  package func finish(throwing error: TransferError? = nil) {
    continuation.finish(throwing: error)
  }

  func didRead(_ count: Int) {
    waiting.withLock { $0 -= count }
  }
}
