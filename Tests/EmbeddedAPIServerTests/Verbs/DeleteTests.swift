import APIMachinery
import JSON
import Testing
import Transport

@Suite("Deleting objects")
struct DeleteTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  @Test("a deletion answers with a Status that names the uid")
  func answersWithStatus() async {
    let server = TestServer()
    let created = await server.send(.post, maps, Samples.configMap("a"))
    let reply = await server.send(.delete, maps + "/a", ["propagationPolicy": "Background"])
    #expect(
      reply.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success",
        "details": ["name": "a", "kind": "configmaps", "uid": .string(created.object.uid)],
      ]
    )
  }

  @Test("preconditions that do not hold are conflicts")
  func preconditions() async {
    let server = TestServer()
    let created = await server.send(.post, maps, Samples.configMap("a"))
    let uid = await server.send(.delete, maps + "/a", ["preconditions": ["uid": "x"]])
    #expect(
      uid.message
        == "Operation cannot be fulfilled on configmaps \"a\": the UID in the precondition (x) does "
        + "not match the UID in record (\(created.object.uid)). The object might have been deleted and then "
        + "recreated"
    )
    let version = await server.send(
      .delete,
      maps + "/a",
      ["preconditions": ["resourceVersion": "1"]]
    )
    #expect(
      version.message
        == "Operation cannot be fulfilled on configmaps \"a\": the ResourceVersion in the "
        + "precondition (1) does not match the ResourceVersion in record (\(created.revision)). The object "
        + "might have been modified"
    )
    #expect([uid.status, version.status] == [409, 409])
  }

  @Test("a dry run deletes nothing")
  func dryRun() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let reply = await server.send(.delete, maps + "/a?dryRun=All")
    let after = await server.send(.get, maps + "/a")
    #expect([reply.status, after.status] == [200, 200])
  }

  @Test("a pod on a node dies gracefully, one without a node at once; both answer with the pod")
  func podGrace() async throws {
    let server = TestServer()
    let pods = "/api/v1/namespaces/default/pods"
    _ = await server.send(.post, pods, Samples.pod("free"))
    _ = await server.send(.post, pods, Samples.pod("bound"))
    let binding = await server.send(
      .post,
      pods + "/bound/binding",
      ["apiVersion": "v1", "kind": "Binding", "target": ["name": "n1"]]
    )
    #expect(binding.status == 201)
    let free = await server.send(.delete, pods + "/free")
    #expect(free.json["kind"] == "Pod")
    #expect(await server.send(.get, pods + "/free").status == 404)
    let bound = await server.send(.delete, pods + "/bound", ["gracePeriodSeconds": 5])
    #expect(bound.json["metadata"]?["deletionTimestamp"] == "2026-01-01T00:00:05Z")
    #expect(bound.json["metadata"]?["deletionGracePeriodSeconds"] == 5)
    let killed = await server.send(.delete, pods + "/bound", ["gracePeriodSeconds": 0])
    #expect(killed.json["kind"] == "Pod")
    #expect(await server.send(.get, pods + "/bound").status == 404)
  }

  @Test("deletecollection deletes what the selector matches")
  func collection() async {
    let server = TestServer()
    for (name, tier) in [("a", "x"), ("b", "x"), ("c", "y")] {
      _ = await server.send(
        .post,
        maps,
        Samples.configMap(name, labels: ["tier": .string(tier)])
      )
    }
    _ = await server.send(.delete, maps + "?labelSelector=tier%3Dx")
    let left = await server.send(.get, maps)
    #expect(left.items.map(\.name) == ["c"])
  }
}
