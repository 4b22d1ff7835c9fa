import JSON
import Testing
import Transport

@Suite("Discovery")
struct DiscoveryTests {
  private let aggregated =
    "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
    + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

  @Test("aggregated discovery answers in the version that the client prefers")
  func aggregatedDiscovery() async {
    let server = TestServer()
    let core = await server.send(.get, "/api", accept: aggregated)
    #expect(
      core.headers["Content-Type"]
        == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    )
    #expect(core.json["items"]?.arrayValue?.count == 1)
    let groups = await server.send(.get, "/apis", accept: aggregated)
    let names = groups.json["items"]?.arrayValue?.compactMap {
      $0["metadata"]?["name"]?.stringValue
    }
    #expect(names?.contains("apps") == true)
    #expect(names?.contains("authorization.k8s.io") == true)
  }

  @Test(
    "legacy discovery still works",
    arguments: [
      ("/api", "APIVersions"), ("/apis", "APIGroupList"), ("/api/v1", "APIResourceList"),
      ("/apis/apps", "APIGroup"), ("/apis/apps/v1", "APIResourceList"),
    ]
  )
  func legacy(path: String, kind: String) async {
    let reply = await TestServer().send(.get, path)
    #expect(reply.status == 200)
    #expect(reply.json["kind"]?.stringValue == kind)
  }

  @Test("the version is that of Kubernetes 1.36")
  func version() async {
    let reply = await TestServer().send(.get, "/version")
    #expect(reply.json["gitVersion"] == "v1.36.0")
    #expect(reply.json["major"] == "1")
    #expect(reply.json["minor"] == "36")
  }

  @Test("every patch operation of the OpenAPI document lists the parameters that kubectl looks for")
  func openAPIParameters() async {
    let server = TestServer()
    let index = await server.send(.get, "/openapi/v3")
    let url = index.json["paths"]?["apis/apps/v1"]?["serverRelativeURL"]?.stringValue ?? ""
    let document = await server.send(.get, url)
    let path = "/apis/apps/v1/namespaces/{namespace}/deployments/{name}"
    let patch = document.json["paths"]?[path]?["patch"]
    #expect(
      patch?["x-kubernetes-group-version-kind"]
        == ["group": "apps", "kind": "Deployment", "version": "v1"]
    )
    let names = patch?["parameters"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    #expect(names == ["dryRun", "fieldManager", "fieldValidation", "force"])
    #expect(await server.send(HTTPRequest.Method.get, "/openapi/v1").status == 404)
  }

  @Test("OpenAPI v2 is there for whoever insists, as protobuf or JSON, and describes nothing")
  func openAPIVersion2() async {
    let server = TestServer()
    let readable = await server.send(.get, "/openapi/v2")
    #expect(readable.json["swagger"] == "2.0")
    #expect(readable.json["paths"] == [:])
    let binary = await server.send(
      .get,
      "/openapi/v2",
      accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
    )
    #expect(binary.status == 200)
    #expect(binary.text.hasPrefix("\n\u{3}2.0"))
  }

  @Test("a definition is in discovery and OpenAPI as soon as it is created")
  func customResources() async {
    let server = TestServer()
    _ = await server.send(
      .post,
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
      Samples.widgets
    )
    let resources = await server.send(.get, "/apis/example.com/v1")
    let names = resources.json["resources"]?.arrayValue?.compactMap { $0["name"]?.stringValue }
    #expect(names == ["widgets", "widgets/status", "widgets/scale"])
    let document = await server.send(.get, "/openapi/v3/apis/example.com/v1")
    let schema = document.json["components"]?["schemas"]?["example.com.v1.Widget"]
    #expect(
      schema?["x-kubernetes-group-version-kind"]
        == [["group": "example.com", "kind": "Widget", "version": "v1"]]
    )
    let size = schema?["properties"]?["spec"]?["properties"]?["size"]
    #expect(size?["description"] == "How many.")
  }

  @Test("a path that nothing serves is plain 404")
  func unknownPaths() async {
    for path in ["/nope", "/apis/nope", "/apis/nope/v1/nopes", "/apis/apps/v1/deployments/a"] {
      let reply = await TestServer().send(.get, path)
      #expect(reply.status == 404)
      #expect(reply.text == "404 page not found\n")
    }
  }

  @Test("a resource that a built-in group does not have is a Status without details")
  func unknownResources() async {
    let reply = await TestServer().send(.get, "/api/v1/nopes")
    #expect(
      reply.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
        "message": "the server could not find the requested resource", "reason": "NotFound",
        "details": [:], "code": 404,
      ]
    )
  }
}
