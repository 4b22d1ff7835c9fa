import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Impersonation")
struct ImpersonationTests {
  private let whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews"

  @Test(
    "who may impersonate is taken for the other",
    arguments: [
      (
        ["Impersonate-User": "carol"],
        ["username": "carol", "groups": ["system:authenticated"]]
      ),
      (
        ["Impersonate-User": "carol", "impersonate-group": "ops", "Impersonate-Uid": "7"],
        ["username": "carol", "uid": "7", "groups": ["ops", "system:authenticated"]]
      ),
      (
        ["Impersonate-User": "system:serviceaccount:a:b"],
        [
          "username": "system:serviceaccount:a:b",
          "groups": [
            "system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated",
          ],
        ]
      ),
      (
        ["Impersonate-User": "system:anonymous"],
        ["username": "system:anonymous", "groups": ["system:unauthenticated"]]
      ),
      (
        ["Impersonate-User": "carol", "Impersonate-Extra-Acme.com%2Fteam": "x"],
        [
          "username": "carol", "groups": ["system:authenticated"],
          "extra": ["acme.com/team": ["x"]],
        ]
      ),
    ] as [(HTTPHeaders, JSONValue)]
  )
  func impersonates(headers: HTTPHeaders, user: JSONValue) async {
    let server = AccessServer(.alwaysAllow)
    let reply = await server.send("root", .post, whoAmI, [:], headers: headers)
    #expect(reply.json["status"]?["userInfo"] == user)
  }

  @Test(
    "each part of the disguise needs its own right",
    arguments: [
      (
        ["Impersonate-User": "carol"],
        "users \"carol\" is forbidden: User \"bob\" cannot impersonate resource \"users\" in API "
          + "group \"\" at the cluster scope"
      ),
      (
        ["Impersonate-User": "alice", "Impersonate-Group": "ops"],
        "groups \"ops\" is forbidden: User \"bob\" cannot impersonate resource \"groups\" in API "
          + "group \"\" at the cluster scope"
      ),
      (
        ["Impersonate-User": "system:serviceaccount:a:b"],
        "serviceaccounts \"b\" is forbidden: User \"bob\" cannot impersonate resource "
          + "\"serviceaccounts\" in API group \"\" in the namespace \"a\""
      ),
      (
        ["Impersonate-User": "alice", "Impersonate-Extra-Team": "x"],
        "userextras.authentication.k8s.io \"x\" is forbidden: User \"bob\" cannot impersonate "
          + "resource \"userextras/team\" in API group \"authentication.k8s.io\" at the cluster scope"
      ),
    ] as [(HTTPHeaders, String)]
  )
  func refusals(headers: HTTPHeaders, message: String) async {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [
        [
          "apiGroups": [""], "resources": ["users"], "resourceNames": ["alice"],
          "verbs": ["impersonate"],
        ]
      ],
      in: nil
    )
    let reply = await server.send("bob", .get, "/version", headers: headers)
    #expect(reply.status == 403)
    #expect(reply.message == message)
  }

  @Test("the other's rights count, not one's own")
  func rights() async {
    let server = AccessServer()
    let reply = await server.send(
      "root",
      .get,
      "/api/v1/nodes",
      headers: ["Impersonate-User": "carol"]
    )
    #expect(
      reply.message
        == "nodes is forbidden: User \"carol\" cannot list resource \"nodes\" in API group \"\" at "
        + "the cluster scope"
    )
  }

  @Test("a group without a user is nobody")
  func nobody() async {
    let server = AccessServer()
    let reply = await server.send(
      "root",
      .get,
      "/version",
      headers: ["Impersonate-Group": "ops"]
    )
    #expect(reply.status == 500)
  }
}
