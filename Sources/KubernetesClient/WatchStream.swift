import JSON
package import Transport

/// The events of one watch in order, for one reader; leaving the loop ends the watch.
package struct WatchStream: AsyncSequence, Sendable {
  package typealias Element = WatchEvent
  package typealias Failure = APIError

  /// The most bytes of one event; an object in etcd has at most 1.5 MiB, and the server's own limit for a request body is 3 MiB.
  package static let maximumEventBytes = 8 << 20

  private let body: ByteStream
  private let operation: APIOperation
  private let maximumEventBytes: Int

  package init(
    _ body: ByteStream,
    for operation: APIOperation,
    maximumEventBytes: Int = WatchStream.maximumEventBytes
  ) {
    self.body = body
    self.operation = operation
    self.maximumEventBytes = maximumEventBytes
  }

  package func makeAsyncIterator() -> Iterator {
    Iterator(
      body: body.makeAsyncIterator(),
      framer: LineFramer(limit: maximumEventBytes),
      operation: operation,
      maximumEventBytes: maximumEventBytes
    )
  }

  package struct Iterator: AsyncIteratorProtocol {
    fileprivate var body: ByteStream.Iterator
    fileprivate var framer: LineFramer
    fileprivate let operation: APIOperation
    fileprivate let maximumEventBytes: Int
    /// Lines that are cut but not read yet, the next one last.
    private var pending: [[UInt8]] = []
    private var isAtEnd = false

    fileprivate init(
      body: ByteStream.Iterator,
      framer: LineFramer,
      operation: APIOperation,
      maximumEventBytes: Int
    ) {
      self.body = body
      self.framer = framer
      self.operation = operation
      self.maximumEventBytes = maximumEventBytes
    }

    package mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(APIError) -> WatchEvent? {
      while true {
        if let line = pending.popLast() { return try event(in: line) }
        guard !isAtEnd else { return nil }
        guard !framer.isLineTooLong else { throw tooLong }
        guard let piece = try await piece(isolation: actor) else {
          isAtEnd = true
          return try lastEvent()
        }
        pending = framer.lines(adding: piece).reversed()
      }
    }

    private mutating func piece(
      isolation actor: isolated (any Actor)?
    ) async throws(APIError) -> [UInt8]? {
      do {
        return try await body.next(isolation: actor)
      } catch {
        throw .transfer(error, for: operation)
      }
    }

    private var tooLong: APIError {
      .malformed("an event of more than \(maximumEventBytes) bytes", for: operation)
    }

    private func event(in line: [UInt8]) throws(APIError) -> WatchEvent {
      let json: JSONValue
      do {
        json = try JSONValue(parsing: line)
      } catch {
        throw .malformed("an event is not JSON: \(error)", for: operation)
      }
      guard let event = WatchEvent(json: json) else {
        throw .malformed("a line is no watch event", for: operation)
      }
      return event
    }

    /// A stream cut in mid-event is a broken connection; one that merely lacks the last line end is not.
    private func lastEvent() throws(APIError) -> WatchEvent? {
      guard let line = framer.remainder else { return nil }
      guard let json = try? JSONValue(parsing: line), let event = WatchEvent(json: json) else {
        throw .transfer(.interrupted("the watch ended in the middle of an event"), for: operation)
      }
      return event
    }
  }
}
