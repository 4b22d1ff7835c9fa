import CurlTransport
import Synchronization
import Testing
import Transport

@Suite("Sockets: faults of one connection")
struct SocketFaultTests {
  @Test(
    "a server that goes away is one sentence, and leaves nothing behind",
    arguments: SocketFault.all
  )
  func fault(_ fault: SocketFault) async throws {
    try await withRawServer(fault.serve) { transport, origin in
      let origin = origin.replacing("http:", with: "\(fault.scheme):")
      let expected = fault.error(origin)
      var request = HTTPRequest.watch(origin)
      request.limits = fault.limits
      let count = Repetitions.count(otherwise: 10)
      try await Repetitions.expectNoLeak(of: fault.testDescription, count: count) { _ in
        let error = await failure(of: request, through: transport)
        try #require(error == expected)
      }
    }
  }

  private func failure(
    of request: HTTPRequest,
    through transport: CurlTransport
  ) async -> TransferError? {
    do throws(TransferError) {
      let response = try await transport.stream(request)
      _ = try await response.body.collect(upTo: 1_000)
      return nil
    } catch {
      return error
    }
  }

  @Test(
    "100 MB are refused at the limit: at the head if it announces them, else with the first bytes too many",
    arguments: [true, false]
  )
  func oversized(isAnnounced: Bool) async throws {
    let megabyte = String(repeating: "x", count: 1 << 20)
    let sent = Mutex(0)
    try await withRawServer { connection in
      _ = connection.readHead()
      let length = isAnnounced ? "Content-Length: \(100 << 20)" : "Transfer-Encoding: chunked"
      connection.send("HTTP/1.1 200 OK\r\n\(length)\r\n\r\n")
      for _ in 0..<100 {
        let piece = isAnnounced ? megabyte : "100000\r\n\(megabyte)\r\n"
        guard connection.send(piece) else { break }
        sent.withLock { $0 += 1 }
      }
    } _: { transport, origin in
      var request = HTTPRequest.call(origin)
      request.limits.bodyBytes = 4 << 20
      let count = Repetitions.count(otherwise: 3)
      try await Repetitions.expectNoLeak(of: "100 MB", count: count) { _ in
        sent.withLock { $0 = 0 }
        let started = try Footprint.now()
        await #expect(throws: TransferError.bodyTooLarge(limit: 4 << 20)) {
          try await transport.response(to: request)
        }
        // What lies in the buffers of two sockets counts as sent.
        #expect(sent.withLock { $0 } < 20)
        if Repetitions.full != nil {
          #expect(try Footprint.now().kilobytes - started.kilobytes < 16 << 10)
        }
      }
    }
  }

  @Test(
    "a connection whose other end vanished is noticed within a minute: it is probed, and bounded"
  )
  func probes() async throws {
    let settings = Mutex<[CInt]>([])
    try await withRawServer { connection in
      _ = connection.readHead()
      settings.withLock { $0 = ClientSocket.probeSettings(connectedTo: connection) }
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    } _: { transport, origin in
      _ = try await transport.response(to: .call(origin))
      #expect(settings.withLock { $0 } == [1, 15, 15, 30_000])
    }
  }
}
