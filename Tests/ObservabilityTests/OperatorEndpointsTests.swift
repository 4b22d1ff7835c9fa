import Observability
import Testing
import Transport

@Suite("The operator's endpoints")
struct OperatorEndpointsTests {
  private func ask(
    _ target: String,
    _ method: HTTPRequest.Method = .get,
    headers: HTTPHeaders = [:]
  ) async throws -> HTTPResponse {
    let endpoints = OperatorEndpoints(
      liveness: { HealthReport([.init("loop", isHealthy: true, "ran 2 s ago")]) },
      readiness: { HealthReport([.init("cache", isHealthy: false, "not synced yet")]) },
      metrics: { "up 1\n" }
    )
    let request = HTTPRequest(method, origin: "http://localhost", target: target, headers: headers)
    let response = await endpoints.respond(to: request)
    return HTTPResponse(head: response.head, body: try await response.body.collect(upTo: 1_000))
  }

  @Test(
    "each path answers with its status and text",
    arguments: [
      ("/healthz", 200, "ok\n"),
      ("/healthz?verbose", 200, "[+]loop ok: ran 2 s ago\ncheck passed\n"),
      ("/healthz?verbose=1", 200, "[+]loop ok: ran 2 s ago\ncheck passed\n"),
      ("/readyz", 503, "[-]cache failed: not synced yet\ncheck failed\n"),
      ("/metrics", 200, "up 1\n"),
      ("/", 404, "there is nothing here; try /healthz, /readyz or /metrics\n"),
      ("/metrics/", 404, "there is nothing here; try /healthz, /readyz or /metrics\n"),
    ]
  )
  func paths(target: String, status: Int, text: String) async throws {
    let response = try await ask(target)
    #expect(response.head.status == status)
    #expect(String(decoding: response.body, as: UTF8.self) == text)
    #expect(response.head.headers["Content-Length"] == "\(text.utf8.count)")
  }

  @Test("who accepts JSON gets the report as JSON")
  func json() async throws {
    let response = try await ask("/readyz", headers: ["accept": "application/json"])
    #expect(response.head.status == 503)
    #expect(response.head.headers["Content-Type"] == "application/json")
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == #"{"checks":[{"healthy":false,"message":"not synced yet","name":"cache"}],"healthy":false}"#
        + "\n"
    )
  }

  @Test("metrics say their format")
  func contentType() async throws {
    let type = try await ask("/metrics").head.headers["Content-Type"]
    #expect(type == "text/plain; version=0.0.4; charset=utf-8")
  }

  @Test("HEAD has no body, and other methods are not allowed")
  func methods() async throws {
    let head = try await ask("/healthz", .head)
    #expect(head.head.status == 200)
    #expect(head.body.isEmpty)
    let post = try await ask("/healthz", .post)
    #expect(post.head.status == 405)
    #expect(post.head.headers["Allow"] == "GET, HEAD")
  }
}
