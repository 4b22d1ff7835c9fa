import EmbeddedAPIServer
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

  private func create(namespace name: JSONValue, in server: TestServer) async {
    _ = await server.send(
      .post,
      "/api/v1/namespaces",
      ["apiVersion": "v1", "kind": "Namespace", "metadata": ["name": name]]
    )
  }

  private func events(_ server: TestServer) async -> [JSONValue] {
    await server.send(.get, "/api/v1/events").json["items"]?.arrayValue ?? []
  }

  @Test("an owner in another namespace is none: the dependent goes, and an event says why")
  func foreignOwner() async {
    let server = TestServer()
    await create(namespace: "shop", in: server)
    let owner = await server.send(
      .post,
      "/api/v1/namespaces/shop/configmaps",
      Samples.configMap("owner")
    ).object
    let child = await server.send(.post, maps, child("leaf", of: owner)).object
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps + "/leaf").status == 404)
    let told = await events(server)
    #expect(told.count == 1)
    #expect(told.first?["reason"] == "OwnerRefInvalidNamespace")
    #expect(told.first?["type"] == "Warning")
    #expect(told.first?["involvedObject"]?["uid"] == .string(child.uid))
    #expect(
      told.first?["message"]
        == .string(
          "ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: \(owner.uid)] does not "
            + "exist in namespace \"default\""
        )
    )
  }

  @Test("an object without a namespace is never collected for a namespaced owner, and told of once")
  func unresolvableOwner() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    var role: JSONValue = [
      "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole",
      "metadata": ["name": "kept"], "rules": [],
    ]
    role["metadata"]?["ownerReferences"] = [
      [
        "apiVersion": "v1", "kind": "ConfigMap", "name": "owner", "uid": .string(owner.uid),
      ]
    ]
    let roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles"
    _ = await server.send(.post, roles, role)
    server.advance(by: .seconds(1))
    _ = await server.send(.delete, maps + "/owner")
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, roles + "/kept").status == 200)
    #expect(await events(server).map { $0["reason"] } == ["OwnerRefInvalidNamespace"])
  }

  @Test("a kind that is defined later decides over the dependents that waited for it")
  func lateKind() async {
    let server = TestServer(configuration: .init())
    var json = Samples.configMap("waiting")
    json["metadata"]?["ownerReferences"] = [
      [
        "apiVersion": "gateway.networking.k8s.io/v1", "kind": "Gateway", "name": "none",
        "uid": "u",
      ]
    ]
    _ = await server.send(.post, maps, json)
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps + "/waiting").status == 200)
    let donor = TestServer(configuration: .init(installsGatewayAPI: true))
    let path = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"
    var definition = await donor.send(.get, path + "/gateways.gateway.networking.k8s.io").json
    definition["metadata"]?["resourceVersion"] = nil
    definition["status"] = nil
    #expect(await server.send(.post, path, definition).status == 201)
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps + "/waiting").status == 404)
  }

  @Test("a namespace that ends says what is left in it, and what that waits for")
  func namespaceConditions() async {
    let server = TestServer()
    await create(namespace: "shop", in: server)
    #expect(
      await server.send(.get, "/api/v1/namespaces/shop").json["spec"]?["finalizers"]
        == ["kubernetes"]
    )
    var held = Samples.configMap("a")
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, "/api/v1/namespaces/shop/configmaps", held)
    _ = await server.send(.delete, "/api/v1/namespaces/shop")
    server.advance(by: .seconds(1))
    let status = await server.send(.get, "/api/v1/namespaces/shop").json["status"]
    #expect(status?["phase"] == "Terminating")
    let said = (status?["conditions"]?.arrayValue ?? []).map { condition in
      [condition["type"], condition["status"], condition["reason"], condition["message"]]
        .map { $0?.stringValue ?? "" }.joined(separator: " | ")
    }
    #expect(
      said == [
        "NamespaceDeletionDiscoveryFailure | False | ResourcesDiscovered | All resources "
          + "successfully discovered",
        "NamespaceDeletionGroupVersionParsingFailure | False | ParsedGroupVersions | All legacy "
          + "kube types successfully parsed",
        "NamespaceDeletionContentFailure | False | ContentDeleted | All content successfully "
          + "deleted, may be waiting on finalization",
        "NamespaceContentRemaining | True | SomeResourcesRemain | Some resources are remaining: "
          + "configmaps. has 1 resource instances",
        "NamespaceFinalizersRemaining | True | SomeFinalizersRemain | Some content in the "
          + "namespace has finalizers remaining: example.com/hold in 1 resource instances",
      ]
    )
  }

  @Test("nobody makes anything in a namespace that ends, and the cause tells controllers to stop")
  func terminatingCause() async {
    let server = TestServer()
    await create(namespace: "shop", in: server)
    let inside = "/api/v1/namespaces/shop/configmaps"
    var held = Samples.configMap("a")
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, inside, held)
    _ = await server.send(.delete, "/api/v1/namespaces/shop")
    let refused = await server.send(.post, inside, Samples.configMap("b"))
    #expect(
      refused.json["details"]?["causes"] == [
        [
          "reason": "NamespaceTerminating", "message": "namespace shop is being terminated",
          "field": "metadata.namespace",
        ]
      ]
    )
    let error = #expect(throws: APIStatus.self) {
      let key = ObjectKey(namespace: "shop", name: "c")
      try server.server.objects.create(.configMaps, APIObject(.configMaps, key))
    }
    #expect(error?.code == 403)
  }

  @Test("foreground deletion does not wait for dependents that do not block it, but takes them")
  func foregroundWithoutBlocking() async {
    let server = TestServer()
    let owner = await server.send(.post, maps, Samples.configMap("owner")).object
    var held = child("leaf", of: owner)
    held["metadata"]?["finalizers"] = ["example.com/hold"]
    _ = await server.send(.post, maps, held)
    _ = await server.send(.delete, maps + "/owner", ["propagationPolicy": "Foreground"])
    server.advance(by: .seconds(1))
    let left = await server.send(.get, maps).items
    #expect(left.map(\.name) == ["leaf"])
    #expect(left.map(\.isBeingDeleted) == [true])
  }

  @Test("a dependent of two owners lives on with the one that is left, and forgets the other")
  func twoOwners() async {
    let server = TestServer()
    let first = await server.send(.post, maps, Samples.configMap("first")).object
    let second = await server.send(.post, maps, Samples.configMap("second")).object
    var leaf = child("leaf", of: first)
    let references = child("leaf", of: second)["metadata"]?["ownerReferences"]?.arrayValue ?? []
    let own = leaf["metadata"]?["ownerReferences"]?.arrayValue ?? []
    leaf["metadata"]?["ownerReferences"] = .array(own + references)
    _ = await server.send(.post, maps, leaf)
    _ = await server.send(.delete, maps + "/first")
    server.advance(by: .seconds(1))
    let left = await server.send(.get, maps + "/leaf").object
    #expect(left.ownerReferences.map(\.uid) == [second.uid])
    _ = await server.send(.delete, maps + "/second")
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, maps + "/leaf").status == 404)
  }
}
