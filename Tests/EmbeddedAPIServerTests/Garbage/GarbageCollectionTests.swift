import APIMachinery
import JSON
import Testing
import Transport

@Suite("Garbage collection")
struct GarbageCollectionTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  private func child(_ name: String, of owner: APIObject, blocking: Bool = false) -> JSONValue {
    var json = Samples.configMap(name)
    json["metadata"]?["ownerReferences"] = [
      [
        "apiVersion": "v1", "kind": "ConfigMap", "name": .string(owner.name),
        "uid": .string(owner.uid), "blockOwnerDeletion": .bool(blocking),
      ]
    ]
    return json
  }

  @Test("dependents of a deleted owner go with it, however deep")
  func cascades() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    let middle = await server.send(.post, maps, child("middle", of: owner)).object
    _ = await server.send(.post, maps, child("leaf", of: middle))
    _ = await server.send(.delete, maps + "/owner")
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps).items.isEmpty)
  }

  @Test("an owner that was created anew under the same name owns nothing of its predecessor")
  func goesByUID() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    _ = await server.send(.post, maps, child("leaf", of: owner))
    _ = await server.send(.delete, maps + "/owner")
    _ = await server.send(.post, maps, Samples.configMap("owner"))
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps).items.map(\.name) == ["owner"])
  }

  @Test("foreground deletion keeps the owner until blocking dependents are gone")
  func foreground() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    var held = child("leaf", of: owner, blocking: true)
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, maps, held)
    let reply = await server.send(.delete, maps + "/owner", ["propagationPolicy": "Foreground"])
    #expect(reply.object.finalizers == ["foregroundDeletion"])
    server.advance(by: .seconds(1))
    let waiting = await server.send(.get, maps)
    #expect(waiting.items.map(\.isBeingDeleted) == [true, true])
    _ = await server.send(
      .patch,
      maps + "/leaf",
      ["metadata": ["finalizers": .null]],
      type: "application/merge-patch+json"
    )
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps).items.isEmpty)
  }

  @Test("orphaning keeps the dependents and drops their references")
  func orphan() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    _ = await server.send(.post, maps, child("leaf", of: owner))
    _ = await server.send(.delete, maps + "/owner", ["propagationPolicy": "Orphan"])
    server.advance(by: .seconds(1))
    let left = await server.send(.get, maps)
    #expect(left.items.map(\.name) == ["leaf"])
    #expect(left.items.first?.ownerReferences.isEmpty == true)
  }

  @Test("a reference to a kind that nobody serves keeps its object")
  func unknownKind() async {
    let server = TestServer()
    var json = Samples.configMap("kept")
    json["metadata"]?["ownerReferences"] = [
      ["apiVersion": "nowhere.io/v1", "kind": "Thing", "name": "x", "uid": "u"]
    ]
    _ = await server.send(.post, maps, json)
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps).items.map(\.name) == ["kept"])
  }

  @Test("deleting a namespace deletes what is in it, then itself")
  func namespaces() async {
    let server = TestServer()
    _ = await server.send(
      .post,
      "/api/v1/namespaces",
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": "shop"]]
    )
    let inside = "/api/v1/namespaces/shop/configmaps"
    var held = Samples.configMap("a")
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, inside, held)
    let reply = await server.send(.delete, "/api/v1/namespaces/shop")
    #expect(reply.json["status"]?["phase"] == "Terminating")
    server.advance(by: .seconds(1))
    let refused = await server.send(.post, inside, Samples.configMap("b"))
    #expect(refused.status == 403)
    #expect(
      refused.message
        == "configmaps \"b\" is forbidden: unable to create new content in namespace shop "
        + "because it is being terminated"
    )
    _ = await server.send(
      .patch,
      inside + "/a",
      ["metadata": ["finalizers": .null]],
      type: "application/merge-patch+json"
    )
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, "/api/v1/namespaces/shop").status == 404)
  }
}
