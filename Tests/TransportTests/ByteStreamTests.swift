import Testing
import Transport

@Suite("ByteStream")
struct ByteStreamTests {
  @Test("a whole body is read once, in one piece, and an empty one has no piece")
  func whole() async throws {
    #expect(try await pieces(of: ByteStream([1, 2, 3])) == [[1, 2, 3]])
    #expect(try await pieces(of: ByteStream([])) == [])
    #expect(ByteStream([1, 2]).whole == [1, 2])
  }

  @Test("pieces come in the order written, empty ones not at all, then the end")
  func order() async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 100) {}
    for piece in [[1], [], [2, 3], [4]] as [[UInt8]] { #expect(writer.write(piece)) }
    writer.finish()
    #expect(stream.whole == nil)
    #expect(try await pieces(of: stream) == [[1], [2, 3], [4]])
  }

  @Test("what was written before a failure is read before it")
  func failure() async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 100) {}
    writer.write([1])
    writer.finish(throwing: .interrupted("reset"))
    var iterator = stream.makeAsyncIterator()
    #expect(try await iterator.next() == [1])
    await #expect(throws: TransferError.interrupted("reset")) { try await iterator.next() }
  }

  @Test(
    "as many bytes as the limit may wait unread, one more ends the stream",
    arguments: [([10], nil), ([4, 6], nil), ([11], 10), ([4, 7], 10), ([10, 1], 10)]
      as [([Int], Int?)]
  )
  func overflow(counts: [Int], limit: Int?) async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 10) {}
    let accepted = counts.map { writer.write([UInt8](repeating: 7, count: $0)) }
    #expect(accepted.last == (limit == nil))
    #expect(accepted.dropLast().allSatisfy { $0 })
    writer.finish()
    if let limit {
      await #expect(throws: TransferError.overflow(limit: limit)) { try await pieces(of: stream) }
    } else {
      #expect(try await pieces(of: stream).map(\.count) == counts)
    }
  }

  @Test("reading makes room again, so that a stream may carry more than its limit in all")
  func room() async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 10) {}
    var iterator = stream.makeAsyncIterator()
    for _ in 0..<100 {
      #expect(writer.write([UInt8](repeating: 7, count: 9)))
      #expect(try await iterator.next()?.count == 9)
    }
  }

  @Test("letting go of the stream terminates it, and its writer learns of it")
  func dropped() async {
    let (terminations, terminated) = AsyncStream<Void>.makeStream()
    let writer = ByteStream.make(bufferingBytes: 10) { terminated.finish() }.writer
    for await _ in terminations {}
    #expect(!writer.write([1]))
  }

  @Test("a cancelled reader is told so, and not that the body has ended")
  func cancelled() async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 10) {}
    writer.write([1])
    let (firsts, first) = AsyncStream<Void>.makeStream()
    let reader = Task {
      for try await _ in stream { first.finish() }
    }
    for await _ in firsts {}
    reader.cancel()
    await #expect(throws: TransferError.cancelled) { try await reader.value }
    #expect(!writer.write([2]))
  }

  @Test("collecting accepts exactly the limit", arguments: [4, 5])
  func collect(limit: Int) async throws {
    let (stream, writer) = ByteStream.make(bufferingBytes: 100) {}
    writer.write([1, 2])
    writer.write([3, 4, 5])
    writer.finish()
    if limit == 5 {
      #expect(try await stream.collect(upTo: limit) == [1, 2, 3, 4, 5])
    } else {
      await #expect(throws: TransferError.bodyTooLarge(limit: limit)) {
        try await stream.collect(upTo: limit)
      }
    }
  }

  private func pieces(of stream: ByteStream) async throws -> [[UInt8]] {
    var all: [[UInt8]] = []
    for try await piece in stream { all.append(piece) }
    return all
  }
}
