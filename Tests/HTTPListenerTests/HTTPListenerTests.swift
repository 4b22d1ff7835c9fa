import HTTPListener
import Testing
import Transport

@Suite("HTTPListener")
struct HTTPListenerTests {
  @Test("a whole body goes out with its length, and the connection serves the next request")
  func keepAlive() async throws {
    try await withListener { request in
      .ok("\(request.method.rawValue) \(request.origin) \(request.target) \(request.body.count)")
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("GET /a?b=%20c HTTP/1.1\r\nHost: here:80\r\n\r\n")
      #expect(
        await client.read(through: " 0")
          == "HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\nGET http://here:80 /a?b=%20c 0"
      )
      client.send("PUT /d HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
      #expect(
        await client.read(through: " 3")
          == "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\nPUT http://x /d 3"
      )
    }
  }

  @Test("header fields arrive as they were sent, the repeated ones repeated")
  func headers() async throws {
    try await withListener { request in
      .ok(request.headers.fields.map { "\($0.name)=\($0.value)" }.joined(separator: "&"))
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nConnection: close\r\n\r\n")
      #expect(await client.readToEnd().hasSuffix("\r\n\r\nX-A=1&x-a=2&Connection=close"))
    }
  }

  @Test("HEAD gets the length of the body without the body")
  func head() async throws {
    try await withListener { _ in
      .ok("12345")
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let answer = await client.readToEnd().lowercased()
      #expect(answer.contains("content-length: 5\r\n"))
      #expect(answer.hasSuffix("\r\n\r\n"))
    }
  }

  @Test(
    "each piece is on the wire before the next is written, and the connection closes at the end"
  )
  func streaming() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 100) {}
    try await withListener { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      let head = await client.read(through: "\r\n\r\n").lowercased()
      #expect(head.contains("transfer-encoding: chunked\r\n"))
      #expect(head.contains("connection: close\r\n"))
      for piece in ["one", "three"] {
        writer.write(Array(piece.utf8))
        #expect(
          await client.read(through: "\(piece)\r\n") == "\(piece.utf8.count)\r\n\(piece)\r\n"
        )
      }
      writer.finish()
      #expect(await client.readToEnd() == "0\r\n\r\n")
    }
  }

  @Test("a handler that answers with a reset breaks the connection without a byte")
  func reset() async throws {
    try await withListener { _ in
      .reset
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await client.readToEnd() == "")
      let wasReset = client.wasReset
      #expect(wasReset)
    }
  }

  @Test("a client that goes away terminates the body it was reading")
  func clientGone() async throws {
    let (terminations, terminated) = AsyncStream<Void>.makeStream()
    let (body, writer) = ByteStream.make(bufferingBytes: 100) { terminated.finish() }
    writer.write([0x61])
    try await withListener { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { port, _ in
      do {
        var client = try RawClient(port: port)
        client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        _ = await client.read(through: "a\r\n")
      }
      for await _ in terminations {}
    }
  }

  @Test("a body whose source fails is torn off in mid-chunks, so that nobody takes it for whole")
  func failingBody() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 100) {}
    writer.write([0x61])
    writer.finish(throwing: .interrupted("upstream"))
    try await withListener { _ in
      StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await client.readToEnd().hasSuffix("\r\n\r\n1\r\na\r\n"))
    }
  }

  @Test(
    "cancelling run ends a stream with its last chunk, closes idle connections and returns"
  )
  func cancellation() async throws {
    let (body, writer) = ByteStream.make(bufferingBytes: 100) {}
    writer.write([0x61])
    try await withListener { request in
      request.target == "/idle"
        ? .ok("ok") : StreamedResponse(head: HTTPResponseHead(status: 200), body: body)
    } _: { port, stop in
      var idle = try RawClient(port: port)
      idle.send("GET /idle HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await idle.read(through: "ok").hasSuffix("ok"))
      var watching = try RawClient(port: port)
      watching.send("GET /watch HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await watching.read(through: "a\r\n").hasSuffix("a\r\n"))
      stop()
      #expect(await watching.readToEnd() == "0\r\n\r\n")
      #expect(await idle.readToEnd() == "")
    }
  }

  @Test("a request body of the limit is served, one byte more is 413", arguments: [10, 11])
  func bodyLimit(count: Int) async throws {
    try await withListener(bodyLimitBytes: 10) {
      .ok("\($0.body.count) bytes")
    } _: { port, _ in
      var client = try RawClient(port: port)
      let body = String(repeating: "x", count: count)
      client.send(
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(count)\r\n\r\n\(body)"
      )
      let answer = await client.readToEnd()
      if count == 10 {
        #expect(answer.hasSuffix("\r\n\r\n10 bytes"))
      } else {
        #expect(answer.hasPrefix("HTTP/1.1 413 "))
        #expect(answer.hasSuffix("the request body is larger than 10 bytes\n"))
      }
    }
  }

  @Test("a method that the handlers do not know is 405; something that is not HTTP is 400")
  func refusals() async throws {
    try await withListener { _ in
      .ok("served")
    } _: { port, _ in
      var client = try RawClient(port: port)
      client.send("TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
      let answer = await client.readToEnd()
      #expect(answer.hasPrefix("HTTP/1.1 405 "))
      #expect(answer.hasSuffix("the method TRACE is not served\n"))
      var garbage = try RawClient(port: port)
      garbage.send("this is not HTTP\r\n\r\n")
      #expect(await garbage.readToEnd().hasPrefix("HTTP/1.1 400 "))
    }
  }

  @Test(
    "a port in use, an address elsewhere and a name that does not resolve are one sentence each"
  )
  func bindErrors() async throws {
    try await withListener { _ in
      .ok("")
    } _: { port, _ in
      await expect(
        "cannot listen on 127.0.0.1:\(port): the port is in use; stop its user or choose another port",
        from: ListenAddress(port: port)
      )
    }
    await expect(
      "cannot listen on 192.0.2.1:0: no interface of this machine has that address; "
        + "use 0.0.0.0 for all",
      from: ListenAddress(host: "192.0.2.1")
    )
    await expect(
      "cannot listen on no-such-host.invalid:0: the host name does not resolve; give an IP address",
      from: ListenAddress(host: "no-such-host.invalid")
    )
  }

  /// NIO ends the process when it lets go of a connection whose writer nobody has finished.
  @Test("connections that arrive while the listener stops are closed, and nothing worse happens")
  func stoppingUnderLoad() async throws {
    for _ in 0..<100 {
      try await withListener { _ in
        .ok("ok")
      } _: { port, stop in
        await withTaskGroup(of: Void.self) { group in
          for number in 0..<4 {
            group.addTask {
              for _ in 0..<8 {
                guard let client = RawClient(reaching: port) else { return }
                client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
                await Task.yield()
              }
            }
            if number == 1 { stop() }
          }
        }
      }
    }
  }

  private func expect(_ sentence: String, from address: ListenAddress) async {
    let listener = HTTPListener(
      address: address,
      handler: ClosureHandler { _ in .ok("") },
      onReady: { _ in Issue.record("listens on \(address)") }
    )
    do throws(ListenError) {
      try await listener.run()
      Issue.record("run returned")
    } catch {
      #expect("\(error)" == sentence)
    }
  }
}
