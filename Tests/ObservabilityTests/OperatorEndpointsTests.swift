import Observability
import Testing
import Transport

private let nothing = "there is nothing here; try /healthz, /livez, /readyz or /metrics\n"

@Suite("The operator's endpoints")
struct OperatorEndpointsTests {
  private func ask(
    _ target: String,
    _ method: HTTPRequest.Method = .get,
    headers: HTTPHeaders = [:]
  ) async throws -> HTTPResponse {
    let endpoints = OperatorEndpoints(
      liveness: { HealthReport([.init("loop", isHealthy: true, "ran 2 s ago")]) },
      readiness: {
        HealthReport([
          .init("cache/pods", isHealthy: false, "not synced yet"),
          .init("lease", isHealthy: true, "held"),
        ])
      },
      metrics: { "up 1\n" }
    )
    let request = HTTPRequest(method, origin: "http://localhost", target: target, headers: headers)
    let response = await endpoints.respond(to: request)
    return HTTPResponse(head: response.head, body: try await response.body.collect(upTo: 1_000))
  }

  @Test(
    "each path answers with its status and text",
    arguments: [
      ("/healthz", 200, "ok"),
      ("/livez", 200, "ok"),
      ("/healthz?verbose", 200, "[+]loop ok\nhealthz check passed\n"),
      ("/livez?verbose=1", 200, "[+]loop ok\nlivez check passed\n"),
      (
        "/readyz", 500, "[-]cache/pods failed: not synced yet\n[+]lease ok\nreadyz check failed\n"
      ),
      ("/readyz?exclude=cache%2Fpods", 200, "ok"),
      (
        "/readyz?verbose&exclude=cache/pods&exclude=x", 200,
        "[+]cache/pods excluded: ok\n[+]lease ok\n"
          + "warn: some health checks cannot be excluded: no matches for \"x\"\n"
          + "readyz check passed\n"
      ),
      ("/readyz/lease", 200, "ok"),
      ("/readyz/cache/pods", 500, "internal server error: not synced yet\n"),
      ("/readyz/x", 404, nothing),
      ("/metrics", 200, "up 1\n"),
      ("/", 404, nothing),
      ("/metrics/", 404, nothing),
    ]
  )
  func paths(target: String, status: Int, text: String) async throws {
    let response = try await ask(target)
    #expect(response.head.status == status)
    #expect(String(decoding: response.body, as: UTF8.self) == text)
  }

  @Test("who accepts JSON gets the report as JSON")
  func json() async throws {
    let response = try await ask("/readyz", headers: ["accept": "application/json"])
    #expect(response.head.status == 500)
    #expect(response.head.headers["Content-Type"] == "application/json")
    #expect(
      String(decoding: response.body, as: UTF8.self)
        == #"{"checks":[{"healthy":false,"message":"not synced yet","name":"cache/pods"},"#
        + #"{"healthy":true,"message":"held","name":"lease"}],"healthy":false}"#
        + "\n"
    )
  }

  @Test("metrics say their format")
  func contentType() async throws {
    let type = try await ask("/metrics").head.headers["Content-Type"]
    #expect(type == "text/plain; version=0.0.4; charset=utf-8")
  }

  @Test("HEAD is answered like GET, and loses its body in the listener; other methods are refused")
  func methods() async throws {
    let head = try await ask("/healthz", .head)
    #expect(head.head.status == 200)
    #expect(String(decoding: head.body, as: UTF8.self) == "ok")
    let post = try await ask("/healthz", .post)
    #expect(post.head.status == 405)
    #expect(post.head.headers["Allow"] == "GET, HEAD")
  }
}
