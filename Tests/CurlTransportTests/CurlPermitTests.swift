import CurlTransport
import Synchronization
import Testing
import Transport

/// L7: a request leaves only with a permit that is still valid when the connection is there.
struct CurlPermitTests {
  /// A permit that is valid the first few times that it is asked for.
  private func permit(validFor count: Int) -> SendPermit {
    let asked = Counter()
    return SendPermit { asked.next() <= count }
  }

  private final class Counter: Sendable {
    private let state = Mutex(0)

    var value: Int { state.withLock { $0 } }

    func next() -> Int {
      state.withLock { count in
        count += 1
        return count
      }
    }
  }

  @Test(
    "ended before the curl thread saw it, or while the connection was made: not a byte is sent",
    arguments: [0, 1],
    [HTTPRequest.Method.post, .delete]
  )
  func ended(validFor count: Int, method: HTTPRequest.Method) async throws {
    let arrived = Counter()
    let permit = permit(validFor: count)
    try await withLoopback { _ in
      _ = arrived.next()
      return .ok("")
    } _: { transport, origin in
      var request = HTTPRequest(method, origin: origin, target: "/", body: [0x61])
      request.permit = permit
      await #expect(throws: TransferError.withdrawn) {
        try await transport.response(to: request)
      }
    }
    #expect(arrived.value == 0)
  }

  @Test("on a connection that is kept open it is asked for as well")
  func reusedConnection() async throws {
    let arrived = Counter()
    let permit = permit(validFor: 1)
    try await withLoopback { _ in
      _ = arrived.next()
      return .ok("")
    } _: { transport, origin in
      _ = try await transport.response(to: HTTPRequest(.get, origin: origin, target: "/"))
      var request = HTTPRequest(.post, origin: origin, target: "/", body: [0x61])
      request.permit = permit
      await #expect(throws: TransferError.withdrawn) {
        try await transport.response(to: request)
      }
      _ = try await transport.response(to: HTTPRequest(.get, origin: origin, target: "/"))
    }
    #expect(arrived.value == 2)
  }

  @Test("a valid one lets the request pass")
  func valid() async throws {
    let permit = permit(validFor: .max)
    try await withLoopback { request in
      .ok(request.body.text)
    } _: { transport, origin in
      var request = HTTPRequest(.post, origin: origin, target: "/", body: Array("abc".utf8))
      request.permit = permit
      let response = try await transport.response(to: request)
      #expect(response.body.text == "abc")
    }
  }
}
