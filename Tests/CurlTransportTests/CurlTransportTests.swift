import CurlTransport
import HTTPListener
import Testing
import Transport

@Suite("A request over a real socket")
struct CurlTransportTests {
  @Test("a GET brings back status, header fields and body")
  func get() async throws {
    try await withLoopback { request in
      .ok("\(request.method.rawValue) \(request.target)", headers: ["X-Answer": "yes"])
    } _: { transport, origin in
      let response = try await transport.response(
        to: HTTPRequest(.get, origin: origin, target: "/api/../v1?limit=5&continue=a%20b")
      )
      #expect(response.head.status == 200)
      #expect(response.head.headers["x-answer"] == "yes")
      #expect(response.body.text == "GET /api/../v1?limit=5&continue=a%20b")
    }
  }

  @Test(
    "method, header fields and body arrive as they were given, and nothing is added to them",
    arguments: [HTTPRequest.Method.get, .post, .put, .patch, .delete],
    [0, 5, 2_000_000]
  )
  func echo(method: HTTPRequest.Method, count: Int) async throws {
    try await withLoopback { request in
      let names = request.headers.fields.map(\.name).joined(separator: ",")
      let head = HTTPResponseHead(
        status: 200,
        headers: ["Got": "\(request.method.rawValue) \(names)"]
      )
      return StreamedResponse(HTTPResponse(head: head, body: request.body))
    } _: { transport, origin in
      let body = [UInt8](repeating: 0x61, count: count)
      let response = try await transport.response(
        to: HTTPRequest(
          method,
          origin: origin,
          target: "/",
          headers: ["Authorization": "Bearer secret", "X-Empty": ""],
          body: body
        )
      )
      let saysLength = count > 0 || ![.get, .delete].contains(method)
      #expect(
        response.head.headers["Got"] == "\(method.rawValue) Authorization,X-Empty"
          + (saysLength ? ",Content-Length" : "")
      )
      #expect(response.body == body)
    }
  }

  @Test("HEAD brings back the header fields of the body, and no body")
  func head() async throws {
    try await withLoopback { _ in
      .ok("twelve bytes")
    } _: { transport, origin in
      let response = try await transport.response(
        to: HTTPRequest(.head, origin: origin, target: "/")
      )
      #expect(response.head.headers["Content-Length"] == "12")
      #expect(response.body == [])
    }
  }

  @Test(
    "every status is an answer, not an error; redirects are not followed",
    arguments: [
      200, 201, 204, 301, 302, 304, 307, 400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 599,
    ]
  )
  func statuses(status: Int) async throws {
    try await withLoopback { _ in
      let head = HTTPResponseHead(status: status, headers: ["Location": "http://127.0.0.1:1/"])
      return StreamedResponse(HTTPResponse(head: head, body: []))
    } _: { transport, origin in
      let response = try await transport.response(
        to: HTTPRequest(.get, origin: origin, target: "/")
      )
      #expect(response.head.status == status)
    }
  }

  @Test("a proxy that is given is asked for the whole address")
  func proxy() async throws {
    let proxy = try RawServer { connection in
      let line = connection.readHead()?.prefix { $0 != "\r\n" } ?? ""
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: \(line.utf8.count)\r\n\r\n\(line)")
    }
    defer { proxy.stop() }
    try await withTransport(proxy: proxy.origin) { transport in
      let request = HTTPRequest(.get, origin: "http://behind.invalid:8080", target: "/a?b")
      let response = try await transport.response(to: request)
      #expect(response.body.text == "GET http://behind.invalid:8080/a?b HTTP/1.1")
    }
  }

  @Test("200 requests at once all get their own answer")
  func concurrent() async throws {
    try await withLoopback {
      .ok($0.target)
    } _: { transport, origin in
      try await withThrowingTaskGroup(of: Bool.self) { group in
        for number in 0..<200 {
          group.addTask {
            let request = HTTPRequest(.get, origin: origin, target: "/\(number)")
            return try await transport.response(to: request).body.text == "/\(number)"
          }
        }
        var right = 0
        for try await isRight in group where isRight { right += 1 }
        #expect(right == 200)
      }
    }
  }

  @Test("a thousand requests one after the other leak no descriptor")
  func sequential() async throws {
    try await withLoopback {
      .ok($0.target)
    } _: { transport, origin in
      let before = try Process.openDescriptors()
      for number in 0..<1000 { try await ask(transport, origin, for: number) }
      // Other tests open and close theirs at the same time; theirs go away, a leak grows.
      for number in 0..<3000 where try Process.openDescriptors() > before + 20 {
        try await ask(transport, origin, for: number)
      }
      #expect(try Process.openDescriptors() <= before + 20)
    }
  }

  private func ask(
    _ transport: CurlTransport,
    _ origin: String,
    for number: Int
  ) async throws {
    let request = HTTPRequest(.post, origin: origin, target: "/\(number)", body: [1, 2, 3])
    let response = try await transport.response(to: request)
    try #require(response.body.text == "/\(number)")
  }
}
