import CurlTransport
import Testing
import Transport

@Suite("A request that cannot succeed says why")
struct CurlFailureTests {
  @Test("a port on which nothing listens")
  func refused() async throws {
    let origin = "http://127.0.0.1:\(try RawServer.unusedPort())"
    try await expect(.unreachable("\(origin): Connection refused"), from: origin)
  }

  @Test("a name that does not resolve")
  func unresolved() async throws {
    try await expect(
      .unresolvedHost("no-such-host.invalid"),
      from: "http://no-such-host.invalid:8001"
    )
  }

  @Test(
    "an origin that is not scheme, host and port is refused before anything is sent",
    arguments: [
      ("127.0.0.1:80", "the address 127.0.0.1:80 does not begin with http:// or https://"),
      ("ftp://127.0.0.1", "the address ftp://127.0.0.1 does not begin with http:// or https://"),
      ("http://", "the address http:// is not scheme, host and port"),
      ("http://a/b", "the address http://a/b is not scheme, host and port"),
      ("http://me:pw@a", "the address http://me:pw@a is not scheme, host and port"),
      ("http://a:99999", "the port in the address http://a:99999 is not between 1 and 65535"),
    ]
  )
  func invalidOrigin(origin: String, sentence: String) async throws {
    try await expect(.invalidRequest(sentence), from: origin)
  }

  @Test("a header field with a line break is refused before anything is sent")
  func smuggling() async throws {
    try await withTransport { transport in
      let request = HTTPRequest(
        .get,
        origin: "http://127.0.0.1:1",
        target: "/",
        headers: ["X": "a\r\nY: b"]
      )
      await #expect(throws: TransferError.invalidRequest(#"the header field "X" is not valid"#)) {
        try await transport.response(to: request)
      }
    }
  }

  @Test(
    "a server that breaks off, or does not speak HTTP",
    arguments: [
      ("", TransferError.interrupted("GET ORIGIN/path: Empty reply from server")),
      (
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf",
        .interrupted("GET ORIGIN/path: transfer closed with 6 bytes remaining to read")
      ),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf",
        .interrupted(
          "GET ORIGIN/path: transfer closed with outstanding read data remaining"
        )
      ),
      (
        "SSH-2.0-OpenSSH_9.2\r\n",
        .malformed("GET ORIGIN/path: Received HTTP/0.9 when not allowed")
      ),
      (
        "HTTP/1.1 200 OK\r\nX: \(String(repeating: "x", count: 90_000))\r\n"
          + "Y: \(String(repeating: "y", count: 90_000))\r\n"
          + "Z: \(String(repeating: "z", count: 90_000))\r\n\r\n",
        .malformed("its header is larger than 262144 bytes")
      ),
    ]
  )
  func brokenAnswer(answer: String, error: TransferError) async throws {
    try await withRawServer { connection in
      _ = connection.readHead()
      connection.send(answer)
    } _: { transport, origin in
      try await expect(error.with(origin: origin), from: origin, through: transport)
    }
  }

  @Test("a connection reset in mid-body")
  func reset() async throws {
    try await withRawServer { connection in
      _ = connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")
      connection.resetOnClose()
    } _: { transport, origin in
      await #expect {
        try await transport.response(to: .call(origin))
      } throws: { error in
        if case TransferError.interrupted = error { true } else { false }
      }
    }
  }

  @Test("an answer that takes longer than the total limit")
  func total() async throws {
    try await withRawServer {
      $0.waitForClose()
    } _: { transport, origin in
      var request = HTTPRequest.call(origin)
      request.limits.total = .milliseconds(50)
      await #expect(
        throws: TransferError.timedOut("GET \(origin)/path took longer than 0.05 seconds")
      ) {
        try await transport.response(to: request)
      }
    }
  }

  @Test("a body of exactly the limit is accepted, one byte more is not", arguments: [10, 11])
  func bodyLimit(count: Int) async throws {
    try await withLoopback { _ in
      .ok(String(repeating: "x", count: count))
    } _: { transport, origin in
      var request = HTTPRequest.call(origin)
      request.limits.bodyBytes = 10
      if count == 10 {
        let response = try await transport.response(to: request)
        #expect(response.body.count == 10)
      } else {
        await #expect(throws: TransferError.bodyTooLarge(limit: 10)) {
          try await transport.response(to: request)
        }
      }
    }
  }

  private func expect(
    _ error: TransferError,
    from origin: String,
    through transport: CurlTransport? = nil
  ) async throws {
    guard let transport else {
      return try await withTransport { try await expect(error, from: origin, through: $0) }
    }
    await #expect(throws: error) { try await transport.response(to: .call(origin)) }
    await #expect(throws: error) {
      try await transport.stream(.call(origin)).body.collect(upTo: 99)
    }
  }
}

extension HTTPRequest {
  static func call(_ origin: String) -> HTTPRequest {
    HTTPRequest(.get, origin: origin, target: "/path?long=query")
  }
}

extension TransferError {
  fileprivate func with(origin: String) -> TransferError {
    switch self {
    case .interrupted(let text): .interrupted(text.replacing("ORIGIN", with: origin))
    case .malformed(let text): .malformed(text.replacing("ORIGIN", with: origin))
    case .unresolvedHost, .unreachable, .tls, .timedOut, .bodyTooLarge, .overflow,
      .invalidRequest, .cancelled, .withdrawn:
      self
    }
  }
}
