import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Custom resources")
struct CustomResourceTests {
  private let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
  private let widgets = "/apis/example.com/v1/namespaces/default/widgets"

  private func server() async -> TestServer {
    let server = TestServer()
    _ = await server.send(.post, definitions, Samples.widgets)
    return server
  }

  @Test("a definition is established and served at once")
  func establishes() async {
    let server = await server()
    let read = await server.send(.get, definitions + "/widgets.example.com")
    let conditions = read.json["status"]?["conditions"]?.arrayValue ?? []
    #expect(conditions.map { $0["type"] } == ["NamesAccepted", "Established"])
    #expect(conditions.allSatisfy { $0["status"] == "True" })
    #expect(read.json["status"]?["storedVersions"] == ["v1"])
    let list = await server.send(.get, widgets)
    #expect(list.json["kind"] == "WidgetList")
  }

  @Test("defaults are filled in, unknown fields dropped, status ignored at creation")
  func defaultsAndPruning() async {
    let server = await server()
    var body = Samples.widget("a", ["color": "red"])
    body["status"] = ["size": 9]
    let reply = await server.send(.post, widgets, body)
    #expect(reply.status == 201)
    #expect(reply.json["spec"] == ["size": 1])
    #expect(reply.json["status"] == nil)
    #expect(reply.headers["Warning"] == "299 - \"unknown field \\\"spec.color\\\"\"")
  }

  @Test("a value out of bounds is refused with the field and the bound")
  func validation() async {
    let reply = await server().send(.post, widgets, Samples.widget("a", ["size": 11]))
    #expect(reply.status == 422)
    #expect(
      reply.message
        == "Widget.example.com \"a\" is invalid: spec.size: Invalid value: 11: spec.size in body "
        + "should be less than or equal to 10"
    )
  }

  @Test("a replace without resourceVersion is refused")
  func needsResourceVersion() async {
    let server = await server()
    _ = await server.send(.post, widgets, Samples.widget("a"))
    let reply = await server.send(.put, widgets + "/a", Samples.widget("a", ["size": 4]))
    #expect(reply.status == 422)
    #expect(
      reply.message
        == "widgets.example.com \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must "
        + "be specified for an update"
    )
  }

  @Test("a strategic merge patch of a custom resource is not understood")
  func noStrategicMerge() async {
    let server = await server()
    _ = await server.send(.post, widgets, Samples.widget("a"))
    let reply = await server.send(
      .patch,
      widgets + "/a",
      ["spec": ["size": 4]],
      type: "application/strategic-merge-patch+json"
    )
    #expect(reply.status == 415)
    #expect(
      reply.message
        == "the body of the request was in an unknown format - accepted media types include: "
        + "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
    )
  }

  @Test("scale reads and writes the paths of the definition")
  func scale() async {
    let server = await server()
    _ = await server.send(.post, widgets, Samples.widget("a"))
    let scaled = await server.send(
      .patch,
      widgets + "/a/scale",
      ["spec": ["replicas": 5]],
      type: "application/merge-patch+json"
    )
    #expect(scaled.json["kind"] == "Scale")
    #expect(scaled.json["spec"]?["replicas"] == 5)
    let read = await server.send(.get, widgets + "/a")
    #expect(read.json["spec"]?["size"] == 5)
    #expect(read.object.generation == 2)
  }

  @Test("the columns of the definition are printed")
  func columns() async {
    let server = await server()
    let created = await server.send(.post, widgets, Samples.widget("a"))
    _ = await server.send(
      .patch,
      widgets + "/a/status",
      ["status": ["conditions": [["type": "Ready", "status": "True"]]]],
      type: "application/merge-patch+json"
    )
    server.advance(by: .seconds(130))
    let table = await server.send(
      .get,
      widgets,
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"
    )
    let names = table.json["columnDefinitions"]?.arrayValue?.map { $0["name"] ?? .null }
    #expect(names == ["Name", "Size", "Ready", "Age", "Note"])
    let row = table.json["rows"]?[0]
    #expect(row?["cells"] == ["a", 3, "True", "2m10s", .null])
    #expect(row?["object"]?["kind"] == "PartialObjectMetadata")
    #expect(row?["object"]?["metadata"]?["uid"] == .string(created.object.uid))
  }

  @Test("deleting the definition deletes its objects and stops serving them")
  func removal() async {
    let server = await server()
    _ = await server.send(.post, widgets, Samples.widget("a"))
    _ = await server.send(.delete, definitions + "/widgets.example.com")
    server.advance(by: .seconds(1))
    let list = await server.send(.get, widgets)
    #expect(list.status == 404)
    #expect(list.text == "404 page not found\n")
    #expect(await server.send(HTTPRequest.Method.get, definitions).items.isEmpty)
  }

  @Test("the Gateway API's definitions fill in parents, matches and weights as upstream")
  func gatewayAPI() async {
    let server = TestServer(configuration: .init(installsGatewayAPI: true))
    let reply = await server.send(
      .post,
      "/apis/gateway.networking.k8s.io/v1/namespaces/default/httproutes",
      [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
        "metadata": ["name": "r"],
        "spec": [
          "parentRefs": [["name": "gw"]],
          "rules": [["backendRefs": [["name": "a", "port": 80]]]],
        ],
      ]
    )
    #expect(reply.status == 201)
    #expect(
      reply.json["spec"] == [
        "parentRefs": [
          ["group": "gateway.networking.k8s.io", "kind": "Gateway", "name": "gw"]
        ],
        "rules": [
          [
            "backendRefs": [
              ["group": "", "kind": "Service", "name": "a", "port": 80, "weight": 1]
            ],
            "matches": [["path": ["type": "PathPrefix", "value": "/"]]],
          ]
        ],
      ]
    )
  }
}
