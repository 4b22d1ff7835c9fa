import CurlTransport
import Testing
import Transport

@Suite("Cancelling requests and ending the transport")
struct CurlLifecycleTests {
  @Test("cancelling the calling task ends the transfer and closes the server's connection")
  func cancellation() async throws {
    let (closings, closed) = AsyncStream<Void>.makeStream()
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    try await withRawServer { connection in
      _ = connection.readHead()
      arrived.finish()
      connection.waitForClose()
      closed.finish()
    } _: { transport, origin in
      let call = Task { try await transport.response(to: .call(origin)) }
      for await _ in arrivals {}
      call.cancel()
      await #expect(throws: TransferError.cancelled) { try await call.value }
      for await _ in closings {}
    }
  }

  @Test("a task that is cancelled already sends nothing")
  func cancelledBefore() async throws {
    try await withTransport { transport in
      let (gates, gate) = AsyncStream<Void>.makeStream()
      let call = Task {
        for await _ in gates {}
        return try await transport.response(to: .call("http://127.0.0.1:1"))
      }
      call.cancel()
      gate.finish()
      await #expect(throws: TransferError.cancelled) { try await call.value }
    }
  }

  @Test("shutting down ends open streams and waiting calls, and refuses new ones")
  func shutdown() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 1000) {}
    writer.write([1])
    try await withLoopback { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { transport, origin in
      var pieces = try await transport.stream(.watch(origin)).body.makeAsyncIterator()
      _ = try await pieces.next()
      await transport.shutdown()
      await transport.shutdown()
      let error = TransferError.interrupted("the transport was shut down")
      await #expect(throws: error) { try await pieces.next() }
      await #expect(throws: error) { try await transport.response(to: .call(origin)) }
    }
  }

  @Test("transports that are let go, shut down or not, leave no thread and no descriptor")
  func noThreadLeft() async throws {
    let threads = try Process.threads()
    let descriptors = try Process.openDescriptors()
    // A leak is one each; other tests open and close some dozens meanwhile.
    let (count, strayMax) = (1_000, 250)
    for number in 0..<count {
      let transport = try CurlTransport()
      if number.isMultiple(of: 2) { await transport.shutdown() }
    }
    #expect(try Process.threads() < threads + strayMax)
    #expect(try Process.openDescriptors() < descriptors + strayMax)
  }

  @Test(
    "a connection is used again; one that the server has closed is not, and a read comes again over another"
  )
  func reuse() async throws {
    let journal = RequestJournal()
    try await withRawServer { connection in
      let number = journal.connected()
      // Only our own: a client of another test may still knock at a port that was its server's.
      while let head = connection.readHead(), let name = head.wordAfter("GET /reuse/") {
        journal.note("\(name) on \(number)")
        // The first connection ends in orderly fashion after `b`, the second without an answer to `d`.
        if name == "d", number == 2 { return }
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        if name == "b" { return }
      }
    } _: { transport, origin in
      for name in ["a", "b", "c", "d", "e"] {
        let request = HTTPRequest(.get, origin: origin, target: "/reuse/\(name)")
        let response = try await transport.response(to: request)
        #expect(response.body.text == "ok")
      }
      #expect(journal.lines == ["a on 1", "b on 1", "c on 2", "d on 2", "d on 3", "e on 3"])
    }
  }

  @Test(
    "a write on a connection that ends without an answer is not sent again",
    arguments: [HTTPRequest.Method.post, .put, .patch, .delete]
  )
  func notRepeated(method: HTTPRequest.Method) async throws {
    let journal = RequestJournal()
    try await withRawServer { connection in
      while let head = connection.readHead() {
        guard let name = head.wordAfter("\(method.rawValue) /reuse/") else {
          connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
          continue
        }
        journal.note(name)
        return
      }
    } _: { transport, origin in
      _ = try await transport.response(to: HTTPRequest(.get, origin: origin, target: "/warm"))
      let request = HTTPRequest(method, origin: origin, target: "/reuse/once")
      await #expect(
        throws: TransferError.interrupted(
          "\(method.rawValue) \(origin)/reuse/once: the server closed the connection without an answer"
        )
      ) {
        try await transport.response(to: request)
      }
      #expect(journal.lines == ["once"])
    }
  }

  @Test("a slow answer does not hold up the others")
  func noHeadOfLineBlocking() async throws {
    let (arrivals, arrived) = AsyncStream<Void>.makeStream()
    let (gates, gate) = AsyncStream<Void>.makeStream()
    try await withLoopback { request in
      if request.target == "/slow" {
        arrived.finish()
        for await _ in gates {}
      }
      return .ok(request.target)
    } _: { transport, origin in
      async let slow = transport.response(to: HTTPRequest(.get, origin: origin, target: "/slow"))
      for await _ in arrivals {}
      let fast = try await transport.response(
        to: HTTPRequest(.get, origin: origin, target: "/fast")
      )
      #expect(fast.body.text == "/fast")
      gate.finish()
      #expect(try await slow.body.text == "/slow")
    }
  }
}
