import APIMachinery
import EmbeddedAPIServer
import JSON
import Synchronization
import Testing
import Transport

@Suite("Requests")
struct RequestTests {
  private let pods = "/api/v1/namespaces/default/pods"

  @Test("without the token nobody gets in")
  func token() async throws {
    let server = TestServer(configuration: .init(access: .init(administratorToken: "secret")))
    let refused = await server.send(.get, "/version")
    #expect(refused.status == 401)
    #expect(refused.message == "Unauthorized")
    let request = HTTPRequest(
      .get,
      origin: "http://test",
      target: "/version",
      headers: ["Authorization": "Bearer secret"]
    )
    let response = try await InProcessTransport(server.server).response(to: request)
    #expect(response.head.status == 200)
  }

  @Test("every request is told to the auditor with its answer's status")
  func audit() async {
    let log = RequestLog()
    let server = TestServer(configuration: .init(onRequest: { log.add($0) }))
    _ = await server.send(.get, "/version", userAgent: "kubectl/v1.32")
    _ = await server.send(.post, pods, Samples.pod("a"))
    _ = await server.send(.get, pods + "/b")
    let records = log.records
    #expect(records.map(\.status) == [200, 201, 404])
    #expect(records.map(\.isMutating) == [false, true, false])
    #expect(records[0].userAgent == "kubectl/v1.32")
  }

  @Test("a pod's proxy gets the port, the path and the query")
  func proxy() async {
    let captured = Captured()
    let server = TestServer(
      configuration: .init(podProxy: { request in
        captured.seen.withLock { $0 = request }
        return HTTPResponse(head: HTTPResponseHead(status: 200), body: Array("up 1\n".utf8))
      })
    )
    _ = await server.send(.post, pods, Samples.pod("a"))
    let reply = await server.send(.get, pods + "/a:8000/proxy/metrics?x=1")
    #expect(reply.text == "up 1\n")
    let request = captured.seen.withLock { $0 }
    #expect(request?.pod == ObjectKey(namespace: "default", name: "a"))
    #expect(request?.port == "8000")
    #expect(request?.path == "/metrics")
    #expect(request?.query == "x=1")
    let missing = await server.send(.get, pods + "/b/proxy/metrics")
    #expect(missing.message == "pods \"b\" not found")
  }

  @Test("a pod that nothing stands behind is unavailable")
  func noProxy() async {
    let server = TestServer()
    _ = await server.send(.post, pods, Samples.pod("a"))
    let reply = await server.send(.get, pods + "/a/proxy/metrics")
    #expect(reply.status == 503)
    #expect(reply.reason == "ServiceUnavailable")
  }

  @Test(
    "bad input is refused as kube-apiserver refuses it",
    arguments: [
      (
        "?dryRun=Some", 422,
        "CreateOptions.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: []string{\"Some\"}: supported values: \"All\""
      ),
      (
        "?fieldValidation=Loud", 422,
        "CreateOptions.meta.k8s.io \"\" is invalid: fieldValidation: Unsupported value: \"Loud\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""
      ),
    ]
  )
  func badParameters(query: String, status: Int, message: String) async {
    let reply = await TestServer().send(.post, pods + query, Samples.pod("a"))
    #expect(reply.status == status)
    #expect(reply.message == message)
  }

  @Test("a body of another version or of another media type is refused")
  func badBodies() async {
    let server = TestServer()
    var pod = Samples.pod("a")
    pod["apiVersion"] = "v2"
    let version = await server.send(.post, pods, pod)
    #expect(
      version.message
        == "the API version in the data (v2) does not match the expected API version (v1)"
    )
    // The decoder knows from the URL what a body without a kind is meant to be.
    let kindless = await server.send(.post, pods, ["metadata": ["name": "b"]])
    #expect(kindless.message == "Pod \"b\" is invalid: spec.containers: Required value")
    let media = await server.send(.post, pods, pod, type: "text/plain")
    #expect(media.status == 415)
    let accept = await server.send(.get, pods, accept: "text/html")
    #expect(accept.status == 406)
    let method = await server.send(.put, pods, pod)
    #expect(method.status == 405)
  }

  @Test("a value of the wrong type is refused in Go's words")
  func wrongType() async {
    var body = Samples.deployment("a")
    body["spec"]?["replicas"] = "three"
    let reply = await TestServer().send(
      .post,
      "/apis/apps/v1/namespaces/default/deployments",
      body
    )
    #expect(reply.status == 400)
    #expect(
      reply.message
        == "Deployment in version \"v1\" cannot be handled as a Deployment: json: cannot unmarshal "
        + "string into Go struct field DeploymentSpec.spec.replicas of type int32"
    )
  }

  @Test("kubectl auth can-i is always yes")
  func accessReview() async {
    let reply = await TestServer().send(
      .post,
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      [
        "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
        "spec": ["resourceAttributes": ["verb": "create", "resource": "pods"]],
      ]
    )
    #expect(reply.status == 201)
    #expect(reply.json["status"] == ["allowed": true])
  }

  @Test("a namespace in protobuf is read, as kubectl create namespace sends it")
  func protobuf() async throws {
    let server = TestServer()
    // runtime.Unknown{TypeMeta{v1, Namespace}, Namespace{ObjectMeta{name: foo}}}
    let type: [UInt8] = [0x0A, 0x02] + Array("v1".utf8) + [0x12, 0x09] + Array("Namespace".utf8)
    let object: [UInt8] = [0x0A, 0x05, 0x0A, 0x03] + Array("foo".utf8)
    let body =
      [0x6B, 0x38, 0x73, 0x00, 0x0A, UInt8(type.count)] + type + [0x12, UInt8(object.count)]
      + object
    let request = HTTPRequest(
      .post,
      origin: "http://test",
      target: "/api/v1/namespaces",
      headers: ["Content-Type": "application/vnd.kubernetes.protobuf"],
      body: body
    )
    let response = try await InProcessTransport(server.server).response(to: request)
    #expect(response.head.status == 201)
    #expect(await server.send(HTTPRequest.Method.get, "/api/v1/namespaces/foo").status == 200)
  }

  private final class Captured: Sendable {
    let seen = Mutex<PodProxyRequest?>(nil)
  }

  private final class RequestLog: Sendable {
    private let state = Mutex<[RequestRecord]>([])

    var records: [RequestRecord] { state.withLock { $0 } }

    func add(_ record: RequestRecord) {
      state.withLock { $0.append(record) }
    }
  }
}
