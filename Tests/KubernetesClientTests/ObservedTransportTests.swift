import KubernetesClient
import Metering
import Synchronization
import Testing
import Tracing
import Transport

struct ObservedTransportTests {
  /// Answers with one code, or not at all; notes what it was sent.
  private final class Answering: HTTPTransport {
    private let code: Int?
    private let sent = Mutex<[HTTPRequest]>([])

    init(_ code: Int?) {
      self.code = code
    }

    var requests: [HTTPRequest] { sent.withLock { $0 } }

    func response(to request: HTTPRequest) async throws(TransferError) -> HTTPResponse {
      sent.withLock { $0.append(request) }
      guard let code else { throw .timedOut("30 s") }
      return HTTPResponse(head: HTTPResponseHead(status: code), body: [])
    }

    func stream(_ request: HTTPRequest) async throws(TransferError) -> StreamedResponse {
      StreamedResponse(try await response(to: request))
    }
  }

  private func request(_ method: HTTPRequest.Method, _ target: String) -> HTTPRequest {
    HTTPRequest(method, origin: "https://user:secret@10.0.0.1:6443", target: target)
  }

  @Test("requests are counted by method and code, those without an answer too")
  func counts() async throws {
    let statistics = RequestStatistics(origin: "https://10.0.0.1:6443")
    for code in [200, 200, 409, nil] {
      let transport = MeasuredTransport(Answering(code), into: statistics) { .seconds(1) }
      _ = try? await transport.response(to: request(.patch, "/api/v1/pods"))
      _ = try? await transport.stream(request(.get, "/api/v1/pods"))
    }
    #expect(statistics.host == "10.0.0.1:6443")
    #expect(
      statistics.counts.map { "\($0.code ?? 0) \($0.method.rawValue) \($0.requests)" } == [
        "0 GET 1", "0 PATCH 1", "200 GET 2", "200 PATCH 2", "409 GET 1", "409 PATCH 1",
      ]
    )
    #expect(statistics.latencies.map(\.method) == [.patch], "streams have no length of interest")
    #expect(statistics.latencies.first?.durations.counts.reduce(0, +) == 4)
  }

  @Test("no code that a server may invent makes a series of its own beyond HTTP's")
  func bounded() async throws {
    let statistics = RequestStatistics(origin: "http://a")
    for code in [99, 600, 9_999, -1] {
      let transport = MeasuredTransport(Answering(code), into: statistics) { .zero }
      _ = try await transport.response(to: request(.get, "/"))
    }
    #expect(statistics.counts.map(\.code) == [nil])
  }

  @Test(
    "a call under a span is a client span with the attributes of the conventions",
    arguments: [
      (
        HTTPRequest.Method.patch, "/apis/apps/v1/namespaces/n/deployments/a?force=true", 200,
        "PATCH /apis/apps/v1/namespaces/{namespace}/deployments/{name}",
        ["k8s.deployment.name=a", "k8s.namespace.name=n"]
      ),
      (
        .get, "/api/v1/namespaces/n/pods/p:8000/proxy/metrics", 503,
        "GET /api/v1/namespaces/{namespace}/pods/{name}/proxy/{path}",
        ["error.type=503", "k8s.namespace.name=n", "k8s.pod.name=p:8000"]
      ),
      (
        .put, "/apis/fisica-lab.com/v1alpha1/namespaces/n/physicsapis/a/status", 409,
        "PUT /apis/fisica-lab.com/v1alpha1/namespaces/{namespace}/physicsapis/{name}/status",
        ["error.type=409", "k8s.namespace.name=n"]
      ),
      (
        .get, "/api/v1/namespaces/n", 200, "GET /api/v1/namespaces/{name}",
        ["k8s.namespace.name=n"]
      ),
      (.get, "/version", 200, "GET", []),
      (.get, "/metrics", 500, "GET", ["error.type=500"]),
    ]
  )
  func attributes(
    method: HTTPRequest.Method,
    target: String,
    code: Int,
    name: String,
    others: [String]
  ) async throws {
    let tracer = NotingTracer()
    let base = Answering(code)
    try await tracer.withSpan("pass") { _ in
      _ = try await TracedTransport(base, by: tracer).response(to: request(method, target))
    }
    let span = try #require(tracer.ended.first)
    var expected = [
      "http.request.method=\(method.rawValue)", "http.response.status_code=\(code)",
      "server.address=10.0.0.1", "server.port=6443", "url.full=https://10.0.0.1:6443\(target)",
    ]
    if name != "GET" { expected.append("url.template=\(name.split(separator: " ")[1])") }
    #expect(span.name == name)
    #expect(span.kind == .client)
    #expect(span.attributes == (expected + others).sorted())
    #expect(span.hasFailed == (code >= 400))
    #expect(base.requests.first?.headers["traceparent"] == span.id)
  }

  @Test("a call without an answer says why; outside of a span, and for streams, nothing is made")
  func others() async throws {
    let tracer = NotingTracer()
    let base = Answering(nil)
    let transport = TracedTransport(base, by: tracer)
    await #expect(throws: TransferError.timedOut("30 s")) {
      try await transport.response(to: request(.get, "/version"))
    }
    #expect(tracer.ended.isEmpty)
    await tracer.withSpan("pass") { _ in
      _ = try? await transport.stream(request(.get, "/api/v1/pods?watch=true"))
      await #expect(throws: TransferError.timedOut("30 s")) {
        try await transport.response(to: request(.get, "/version"))
      }
    }
    #expect(tracer.ended.map(\.name) == ["GET", "pass"])
    #expect(tracer.ended.first?.attributes.contains("error.type=timeout") == true)
    #expect(tracer.ended.first?.hasFailed == true)
    #expect(base.requests.map { $0.headers["traceparent"] } == [nil, nil, tracer.ended.first?.id])
  }
}
