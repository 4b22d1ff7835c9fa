import APIMachinery
import JSON
import Testing
import Transport

@Suite("Applying and patching over HTTP")
struct ApplyTests {
  private let deployments = "/apis/apps/v1/namespaces/default/deployments"
  private let apply = "application/apply-patch+yaml"

  private func configuration(replicas: JSONValue) -> JSONValue {
    var json = Samples.deployment("a")
    json["spec"]?["replicas"] = replicas
    return json
  }

  @Test("an apply creates what is not there, and changes nothing the second time")
  func idempotent() async {
    let server = TestServer()
    let target = deployments + "/a?fieldManager=me"
    let first = await server.send(.patch, target, configuration(replicas: 2), type: apply)
    #expect(first.status == 201)
    server.advance(by: .seconds(60))
    let second = await server.send(.patch, target, configuration(replicas: 2), type: apply)
    #expect(second.status == 200)
    #expect(second.json == first.json)
    let entries = first.json["metadata"]?["managedFields"]?.arrayValue ?? []
    #expect(entries.map { $0["manager"] } == ["me"])
    #expect(entries.map { $0["operation"] } == ["Apply"])
  }

  @Test("a field of another manager is a conflict until it is forced")
  func conflict() async {
    let server = TestServer()
    let target = deployments + "/a?fieldManager="
    _ = await server.send(.patch, target + "me", configuration(replicas: 2), type: apply)
    let refused = await server.send(
      .patch,
      target + "you",
      configuration(replicas: 3),
      type: apply
    )
    #expect(refused.status == 409)
    #expect(
      refused.message == "Apply failed with 1 conflict: conflict with \"me\": .spec.replicas"
    )
    #expect(
      refused.json["details"]?["causes"] == [
        [
          "reason": "FieldManagerConflict", "message": "conflict with \"me\"",
          "field": ".spec.replicas",
        ]
      ]
    )
    let forced = await server.send(
      .patch,
      target + "you&force=true",
      configuration(replicas: 3),
      type: apply
    )
    #expect(forced.json["spec"]?["replicas"] == 3)
  }

  @Test("an apply with a uid creates nothing and changes no other object")
  func uid() async {
    let server = TestServer()
    var body = configuration(replicas: 2)
    body["metadata"]?["uid"] = "other"
    let absent = await server.send(.patch, deployments + "/a?fieldManager=me", body, type: apply)
    #expect(absent.status == 409)
    _ = await server.send(.post, deployments, Samples.deployment("a"))
    let differs = await server.send(
      .patch,
      deployments + "/a?fieldManager=me&force=true",
      body,
      type: apply
    )
    #expect(differs.status == 422)
    #expect(
      differs.message
        == "Deployment.apps \"a\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable"
    )
  }

  @Test("an apply with an old resourceVersion is a conflict")
  func resourceVersion() async {
    let server = TestServer()
    let created = await server.send(.post, deployments, Samples.deployment("a"))
    var body = configuration(replicas: 2)
    body["metadata"]?["resourceVersion"] = .string(created.revision)
    let target = deployments + "/a?fieldManager=me&force=true"
    let first = await server.send(.patch, target, body, type: apply)
    #expect(first.status == 200)
    body["spec"]?["replicas"] = 3
    let second = await server.send(.patch, target, body, type: apply)
    #expect(second.status == 409)
    #expect(second.reason == "Conflict")
  }

  @Test("an apply needs a manager, and only an apply may force")
  func parameters() async {
    let server = TestServer()
    let nameless = await server.send(
      .patch,
      deployments + "/a",
      configuration(replicas: 1),
      type: apply
    )
    #expect(
      nameless.message
        == "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required "
        + "for apply patch"
    )
    let forced = await server.send(
      .patch,
      deployments + "/a?force=true",
      [:],
      type: "application/merge-patch+json"
    )
    #expect(
      forced.message
        == "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for "
        + "non-apply patch"
    )
  }

  @Test("an apply of a field that no schema declares is refused")
  func undeclared() async {
    var body = configuration(replicas: 1)
    body["spec"]?["replicaz"] = 1
    let reply = await TestServer().send(
      .patch,
      deployments + "/a?fieldManager=me",
      body,
      type: apply
    )
    #expect(reply.status == 500)
    #expect(
      reply.message == "failed to create typed patch object (/a; apps/v1, Kind=Deployment): "
        + ".spec.replicaz: field not declared in schema"
    )
  }

  @Test("a strategic merge patch finds a container by its name")
  func strategicMerge() async {
    let server = TestServer()
    _ = await server.send(.post, deployments, Samples.deployment("a"))
    let reply = await server.send(
      .patch,
      deployments + "/a",
      ["spec": ["template": ["spec": ["containers": [["name": "app", "image": "app:v2"]]]]]],
      type: "application/strategic-merge-patch+json"
    )
    let containers = reply.json["spec"]?["template"]?["spec"]?["containers"]
    #expect(containers?[0]?["image"] == "app:v2")
    #expect(containers?[0]?["terminationMessagePolicy"] == "File")
    #expect(reply.object.generation == 2)
  }

  @Test("a JSON patch whose test fails changes nothing")
  func jsonPatch() async {
    let server = TestServer()
    let created = await server.send(.post, deployments, Samples.deployment("a"))
    let refused = await server.send(
      .patch,
      deployments + "/a",
      [
        ["op": "test", "path": "/spec/replicas", "value": 5],
        ["op": "replace", "path": "/spec/replicas", "value": 6],
      ],
      type: "application/json-patch+json"
    )
    #expect(refused.status == 422)
    #expect(refused.reason == "Invalid")
    #expect(await server.send(HTTPRequest.Method.get, deployments + "/a").json == created.json)
  }

  @Test("an unknown field in a patch is refused with the patch that brought it")
  func strictPatch() async {
    let server = TestServer()
    _ = await server.send(.post, deployments, Samples.deployment("a"))
    let reply = await server.send(
      .patch,
      deployments + "/a?fieldValidation=Strict",
      ["spec": ["replicaz": 3]],
      type: "application/strategic-merge-patch+json"
    )
    #expect(reply.status == 422)
    #expect(
      reply.message
        == " \"\" is invalid: patch: Invalid value: \"map[spec:map[replicaz:3]]\": strict decoding "
        + "error: unknown field \"spec.replicaz\""
    )
  }
}
