/// The pieces of a body in order, for one reader; a piece is never empty.
///
/// Pieces wait unread up to the transfer's `bodyBytes`; beyond that the transfer fails with
/// `TransferError.overflow`, because a reader that cannot keep up must relist anyway. Letting go of
/// the stream or cancelling the reading task ends the transfer; a cancelled reader gets
/// `TransferError.cancelled`, never an end that would make half a body look whole.
package struct ByteStream: AsyncSequence, Sendable {
  package typealias Element = [UInt8]
  package typealias Failure = TransferError

  /// One whole body, already here.
  package init(_ whole: [UInt8]) {
    source = .whole(whole)
  }

  /// A body that `producer` writes into; the mailbox bounds what waits unread.
  package static func make(
    bufferingBytes limit: Int,
    onTermination: @escaping @Sendable () -> Void
  ) -> (stream: ByteStream, writer: ByteStreamWriter) {
    let (pieces, continuation) = AsyncThrowingStream<[UInt8], any Error>.makeStream(
      bufferingPolicy: .unbounded
    )
    continuation.onTermination = { _ in onTermination() }
    let writer = ByteStreamWriter(continuation: continuation, limit: limit)
    return (ByteStream(source: .written(pieces, writer)), writer)
  }

  private enum Source {
    case whole([UInt8])
    case written(AsyncThrowingStream<[UInt8], any Error>, ByteStreamWriter)
  }

  private let source: Source

  private init(source: Source) {
    self.source = source
  }

  /// The body, if all of it was here from the beginning; a server can then announce its length.
  package var whole: [UInt8]? {
    switch source {
    case .whole(let body): body
    case .written: nil
    }
  }

  package func makeAsyncIterator() -> Iterator {
    switch source {
    case .whole(let body): Iterator(rest: .whole(body))
    case .written(let pieces, let writer):
      Iterator(rest: .written(pieces.makeAsyncIterator(), writer))
    }
  }

  package struct Iterator: AsyncIteratorProtocol {
    enum Rest {
      case whole([UInt8])
      case written(AsyncThrowingStream<[UInt8], any Error>.Iterator, ByteStreamWriter)
    }

    var rest: Rest

    package mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(TransferError) -> [UInt8]? {
      switch rest {
      case .whole(let body):
        rest = .whole([])
        return body.isEmpty ? nil : body
      case .written(var pieces, let writer):
        defer { rest = .written(pieces, writer) }
        return try await Self.piece(of: &pieces, countedBy: writer, isolation: actor)
      }
    }

    private static func piece(
      of pieces: inout AsyncThrowingStream<[UInt8], any Error>.Iterator,
      countedBy writer: ByteStreamWriter,
      isolation actor: isolated (any Actor)?
    ) async throws(TransferError) -> [UInt8]? {
      do {
        if let piece = try await pieces.next(isolation: actor) {
          writer.didRead(piece.count)
          return piece
        }
      } catch let error as TransferError {
        throw error
      } catch {
        throw TransferError.cancelled
      }
      if Task.isCancelled { throw TransferError.cancelled }
      return nil
    }
  }

  /// Everything that is left, as one array of at most `limit` bytes.
  package func collect(upTo limit: Int) async throws(TransferError) -> [UInt8] {
    var whole: [UInt8] = []
    for try await piece in self {
      guard whole.count + piece.count <= limit else {
        throw TransferError.bodyTooLarge(limit: limit)
      }
      whole += piece
    }
    return whole
  }
}
