import CurlTransport
import Testing
import Transport

@Suite("A streamed answer over a real socket")
struct CurlStreamTests {
  @Test("the head is there before the body, and each piece before the next is written")
  func piecesArriveAtOnce() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 1000) {}
    try await withLoopback { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      let response = try await transport.stream(.watch(origin))
      #expect(response.head.status == 200)
      var pieces = response.body.makeAsyncIterator()
      for text in ["one", "two", "three"] {
        writer.write(Array(text.utf8))
        #expect(try await pieces.next()?.text == text)
      }
      writer.finish()
      #expect(try await pieces.next() == nil)
    }
  }

  @Test("letting go of the stream terminates the server's stream")
  func dropping() async throws {
    let (terminations, terminated) = AsyncStream<Void>.makeStream()
    let (body, writer) = ByteStream.make(bufferingBytes: 1000) { terminated.finish() }
    writer.write([1])
    try await withLoopback { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      for try await _ in try await transport.stream(.watch(origin)).body { break }
      for await _ in terminations {}
    }
  }

  @Test(
    "cancelling the task that reads terminates the server's stream, and the reader learns of it"
  )
  func cancellingReader() async throws {
    let (terminations, terminated) = AsyncStream<Void>.makeStream()
    let (body, writer) = ByteStream.make(bufferingBytes: 1000) { terminated.finish() }
    writer.write([1])
    try await withLoopback { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      let (firsts, first) = AsyncStream<Void>.makeStream()
      let reader = Task {
        for try await _ in try await transport.stream(.watch(origin)).body { first.finish() }
      }
      for await _ in firsts {}
      reader.cancel()
      await #expect(throws: TransferError.cancelled) { try await reader.value }
      for await _ in terminations {}
    }
  }

  @Test("a byte before the idle limit keeps a stream open, and silence as long as it ends it")
  func idle() async throws {
    try await withRawServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
      for text in ["1", "2", "3", "4"] {
        connection.send(text)
        connection.pause(milliseconds: 100)
      }
      connection.waitForClose()
    } _: { transport, origin in
      let stream = try await transport.stream(.watch(origin, idle: .milliseconds(300)))
      var text = ""
      await #expect(
        throws: TransferError.timedOut("no byte of GET \(origin)/watch for 0.3 seconds")
      ) {
        for try await piece in stream.body { text += piece.text }
      }
      #expect(text == "1234")
    }
  }

  @Test("a server that never answers meets the idle limit of a stream as well")
  func idleBeforeHead() async throws {
    try await withRawServer {
      $0.waitForClose()
    } _: { transport, origin in
      await #expect(
        throws: TransferError.timedOut("no byte of GET \(origin)/watch for 0.05 seconds")
      ) {
        try await transport.stream(.watch(origin, idle: .milliseconds(50)))
      }
    }
  }

  @Test("a reader that falls behind gets what waited, then the overflow, and the server is let go")
  func overflow() async throws {
    let (terminations, terminated) = AsyncStream<Void>.makeStream()
    let (body, writer) = ByteStream.make(bufferingBytes: 100_000) { terminated.finish() }
    try await withLoopback { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      var request = HTTPRequest.watch(origin)
      request.limits.bodyBytes = 10
      let response = try await transport.stream(request)
      writer.write(Array("12345".utf8))
      var pieces = response.body.makeAsyncIterator()
      #expect(try await pieces.next()?.text == "12345")
      writer.write([UInt8](repeating: 0x61, count: 50_000))
      for await _ in terminations {}
      await #expect(throws: TransferError.overflow(limit: 10)) { try await pieces.next() }
    }
  }

  @Test("a server that closes in mid-chunk breaks the stream after the bytes that came")
  func brokenChunk() async throws {
    try await withRawServer { connection in
      _ = connection.readHead()
      connection.send(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nff\r\nhalf"
      )
    } _: { transport, origin in
      let response = try await transport.stream(.watch(origin))
      var text = ""
      await #expect(
        throws: TransferError.interrupted(
          "GET \(origin)/watch: transfer closed with outstanding read data remaining"
        )
      ) {
        for try await piece in response.body { text += piece.text }
      }
      #expect(text == "hellohalf")
    }
  }

  @Test("informational heads before the answer and trailers after it are not the answer")
  func informational() async throws {
    try await withRawServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n")
      connection.send("2\r\nab\r\n0\r\nT: late\r\n\r\n")
    } _: { transport, origin in
      let response = try await transport.stream(.watch(origin))
      #expect(response.head.status == 200)
      #expect(response.head.headers.fields.map(\.name) == ["Transfer-Encoding", "Trailer"])
      #expect(try await response.body.collect(upTo: 10).text == "ab")
    }
  }

  @Test("a hundred streams at once each get their own pieces")
  func many() async throws {
    try await withLoopback { request in
      let (body, writer) = ByteStream.make(bufferingBytes: 1000) {}
      for _ in 0..<3 { writer.write(Array(request.target.utf8)) }
      writer.finish()
      return StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<100 {
          group.addTask {
            var request = HTTPRequest.watch(origin)
            request.target = "/\(number)"
            let text = try await transport.stream(request).body.collect(upTo: 1000).text
            return text == "/\(number)/\(number)/\(number)"
          }
        }
        var right = 0
        for try await isRight in group where isRight { right += 1 }
        #expect(right == 100)
      }
    }
  }
}

extension HTTPRequest {
  static func watch(_ origin: String, idle: Duration = .seconds(20)) -> HTTPRequest {
    HTTPRequest(.get, origin: origin, target: "/watch?follow=1", limits: .watch(idle: idle))
  }
}
