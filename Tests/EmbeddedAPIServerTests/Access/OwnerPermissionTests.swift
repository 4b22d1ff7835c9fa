import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("OwnerReferencesPermissionEnforcement")
struct OwnerPermissionTests {
  private let maps = "/api/v1/namespaces/default/configmaps"
  private let writing: JSONValue = [
    "apiGroups": [""], "resources": ["configmaps"], "verbs": ["create", "patch"],
  ]

  private func map(blocking: Bool) -> JSONValue {
    [
      "apiVersion": "v1", "kind": "ConfigMap",
      "metadata": [
        "name": "child",
        "ownerReferences": [
          [
            "apiVersion": "apps/v1", "kind": "Deployment", "name": "owner", "uid": "u",
            "blockOwnerDeletion": .bool(blocking),
          ]
        ],
      ],
    ]
  }

  private func server(_ rules: [JSONValue], isOn: Bool = true) async -> AccessServer {
    let server = AccessServer { $0.enforcesOwnerReferences = isOn }
    await server.grant(AccessServer.user("bob"), .array([writing] + rules))
    return server
  }

  @Test("who makes an owner wait needs the right to its finalizers, and the message says which")
  func blocking() async {
    let server = await server([])
    let reply = await server.send("bob", .post, maps, map(blocking: true))
    #expect(reply.status == 403)
    #expect(
      reply.message
        == "configmaps \"child\" is forbidden: cannot set blockOwnerDeletion if an ownerReference "
        + "refers to a resource you can't set finalizers on: , <nil>"
    )
    #expect(await server.send("bob", .post, maps, map(blocking: false)).status == 201)
  }

  @Test("with update of the owner's finalizers it may, and without the plugin anybody may")
  func allowed() async {
    let finalizers: JSONValue = [
      "apiGroups": ["apps"], "resources": ["deployments/finalizers"], "verbs": ["update"],
    ]
    let entitled = await server([finalizers])
    #expect(await entitled.send("bob", .post, maps, map(blocking: true)).status == 201)
    let careless = await server([], isOn: false)
    #expect(await careless.send("bob", .post, maps, map(blocking: true)).status == 201)
  }

  @Test("who changes the owners of what is there needs the right to delete it")
  func changing() async {
    let server = await server([])
    _ = await server.send("bob", .post, maps, map(blocking: false))
    let patch = { (changes: JSONValue) in
      await server.send(
        "bob",
        .patch,
        "\(maps)/child",
        changes,
        type: "application/merge-patch+json"
      )
    }
    let reply = await patch(["metadata": ["ownerReferences": .null]])
    #expect(reply.status == 403)
    #expect(
      reply.message
        == "configmaps \"child\" is forbidden: cannot set an ownerRef on a resource you can't "
        + "delete: , <nil>"
    )
    #expect(await patch(["data": ["a": "b"]]).status == 200)
  }
}
