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

  @Test("a connection is used again, also after the server has closed it in between")
  func reuse() async throws {
    let (connections, connected) = AsyncStream<Int>.makeStream()
    try await withRawServer { connection in
      var requests = 0
      while requests < 2, connection.readHead() != nil {
        requests += 1
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
      }
      connected.yield(requests)
    } _: { transport, origin in
      for _ in 0..<4 {
        let response = try await transport.response(to: .call(origin))
        #expect(response.body.text == "ok")
      }
      // On a busy machine libcurl may find a kept connection too old or not ready, and open one more.
      var served: [Int] = []
      for await requests in connections {
        served.append(requests)
        if served.count == 2 { break }
      }
      #expect(served.contains(2))
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
