import APIMachinery
import JSON
import Testing
import Transport

@Suite("Replacing objects")
struct UpdateTests {
  private let maps = "/api/v1/namespaces/default/configmaps"
  private let deployments = "/apis/apps/v1/namespaces/default/deployments"

  @Test("a replace with an old resourceVersion is a conflict")
  func staleReplace() async {
    let server = TestServer()
    let first = await server.send(.post, maps, Samples.configMap("a"))
    _ = await server.send(.put, maps + "/a", Samples.configMap("a", ["k": "w"]))
    var stale = first.json
    stale["data"] = ["k": "x"]
    let reply = await server.send(.put, maps + "/a", stale)
    #expect(reply.status == 409)
    #expect(reply.reason == "Conflict")
    #expect(
      reply.message
        == "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; "
        + "please apply your changes to the latest version and try again"
    )
  }

  @Test("a write that changes nothing keeps the resourceVersion")
  func noOp() async {
    let server = TestServer()
    let first = await server.send(.post, maps, Samples.configMap("a"))
    server.advance(by: .seconds(60))
    let put = await server.send(.put, maps + "/a", Samples.configMap("a"))
    let merge = await server.send(
      .patch,
      maps + "/a",
      ["data": ["k": "v"]],
      type: "application/merge-patch+json"
    )
    #expect(put.status == 200)
    #expect(put.revision == first.revision)
    #expect(merge.revision == first.revision)
  }

  @Test("generation counts changes of the specification, not of labels or status")
  func generation() async {
    let server = TestServer()
    let created = await server.send(.post, deployments, Samples.deployment("a"))
    #expect(created.object.generation == 1)
    let merge = "application/merge-patch+json"
    let labelled = await server.send(
      .patch,
      deployments + "/a",
      ["metadata": ["labels": ["x": "y"]]],
      type: merge
    )
    #expect(labelled.object.generation == 1)
    let scaled = await server.send(
      .patch,
      deployments + "/a",
      ["spec": ["replicas": 3]],
      type: merge
    )
    #expect(scaled.object.generation == 2)
    let status = await server.send(
      .patch,
      deployments + "/a/status",
      ["status": ["replicas": 3], "spec": ["replicas": 9]],
      type: merge
    )
    #expect(status.object.generation == 2)
    #expect(status.json["spec"]?["replicas"] == 3)
    #expect(status.json["status"]?["replicas"] == 3)
  }

  @Test("the object endpoint ignores status, the status endpoint ignores all else")
  func endpointsAreApart() async {
    let server = TestServer()
    var body = Samples.deployment("a")
    body["status"] = ["replicas": 7]
    let created = await server.send(.post, deployments, body)
    #expect(created.json["status"]?["replicas"] == nil)
    var changed = created.json
    changed["status"] = ["replicas": 7]
    changed["metadata"]?["labels"] = ["sneaked": "in"]
    let status = await server.send(.put, deployments + "/a/status", changed)
    #expect(status.json["status"]?["replicas"] == 7)
    #expect(status.object.labels.isEmpty)
  }

  @Test("the selector of a Deployment never changes")
  func immutableSelector() async {
    let server = TestServer()
    let created = await server.send(.post, deployments, Samples.deployment("a"))
    var changed = created.json
    changed["spec"]?["selector"] = ["matchLabels": ["app": "b"]]
    changed["spec"]?["template"]?["metadata"]?["labels"] = ["app": "b"]
    let reply = await server.send(.put, deployments + "/a", changed)
    #expect(reply.status == 422)
    #expect(
      reply.message == "Deployment.apps \"a\" is invalid: spec.selector: Invalid value: "
        + "{\"matchLabels\":{\"app\":\"b\"}}: field is immutable"
    )
    #expect(reply.json["details"]?["causes"]?[0]?["field"] == "spec.selector")
  }

  @Test("an immutable ConfigMap keeps its data")
  func immutableConfigMap() async {
    let server = TestServer()
    var body = Samples.configMap("a")
    body["immutable"] = true
    _ = await server.send(.post, maps, body)
    body["data"] = ["k": "other"]
    let reply = await server.send(.put, maps + "/a", body)
    #expect(
      reply.message
        == "ConfigMap \"a\" is invalid: data: Forbidden: field is immutable when `immutable` is set"
    )
  }

  @Test("a body with the uid of another object is a conflict")
  func uidPrecondition() async {
    let server = TestServer()
    let created = await server.send(.post, maps, Samples.configMap("a"))
    var body = Samples.configMap("a", ["k": "w"])
    body["metadata"]?["uid"] = "other"
    let reply = await server.send(.put, maps + "/a", body)
    #expect(reply.status == 409)
    #expect(
      reply.message
        == "Operation cannot be fulfilled on configmaps \"a\": Precondition failed: UID in "
        + "precondition: other, UID in object meta: \(created.object.uid)"
    )
  }

  @Test("a dying object takes no new finalizer, and goes with its last one")
  func finalizers() async {
    let server = TestServer()
    var body = Samples.configMap("a")
    body["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, maps, body)
    let deleted = await server.send(.delete, maps + "/a")
    #expect(deleted.status == 200)
    #expect(deleted.object.isBeingDeleted)
    #expect(deleted.json["metadata"]?["deletionGracePeriodSeconds"] == 0)
    let merge = "application/merge-patch+json"
    let more = await server.send(
      .patch,
      maps + "/a",
      ["metadata": ["finalizers": ["example.com/hold", "example.com/more"]]],
      type: merge
    )
    #expect(more.status == 422)
    #expect(
      more.message
        == "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be "
        + "added if the object is being deleted, found new finalizers []string{\"example.com/more\"}"
    )
    let last = await server.send(
      .patch,
      maps + "/a",
      ["metadata": ["finalizers": .null]],
      type: merge
    )
    #expect(last.status == 200)
    let gone = await server.send(.get, maps + "/a")
    #expect(gone.message == "configmaps \"a\" not found")
  }
}
