import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Authentication")
struct AuthenticationTests {
  private let whoAmI = "/apis/authentication.k8s.io/v1/selfsubjectreviews"
  private let tokens = "/api/v1/namespaces/default/serviceaccounts/robot/token"

  private func user(_ reply: Reply) -> JSONValue? { reply.json["status"]?["userInfo"] }

  @Test("a known token is its user, who is also authenticated")
  func staticToken() async {
    let reply = await AccessServer(.alwaysAllow).send("alice", .post, whoAmI, [:])
    #expect(reply.status == 201)
    #expect(
      user(reply) == [
        "username": "alice", "uid": "1", "groups": ["devs", "system:authenticated"],
      ]
    )
  }

  @Test("a token that nobody knows is 401, even where strangers are welcome")
  func unknownToken() async {
    for server in [AccessServer(), AccessServer(.alwaysAllow) { $0.tokens = [] }] {
      let reply = await server.send("mallory", .get, "/version")
      #expect(reply.status == 401)
      #expect(
        reply.json == [
          "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
          "message": "Unauthorized", "reason": "Unauthorized", "code": 401,
        ]
      )
    }
  }

  @Test(
    "without credentials one is anonymous; where all is allowed, only if nobody has credentials"
  )
  func anonymous() async {
    let anonymous: JSONValue = [
      "username": "system:anonymous", "groups": ["system:unauthenticated"],
    ]
    let open = AccessServer(.alwaysAllow) { $0.tokens = [] }
    #expect(user(await open.send(nil, .post, whoAmI, [:])) == anonymous)
    #expect(await AccessServer(.alwaysAllow).send(nil, .get, "/version").status == 401)
    let certificates = AccessServer(.alwaysAllow) {
      $0.tokens = []
      $0.acceptsCertificates = true
    }
    #expect(await certificates.send(nil, .get, "/version").status == 401)
    #expect(await AccessServer().send(nil, .get, "/version").status == 200)
  }

  @Test("a certificate's CN is the user, its O fields are the groups; it counts before a token")
  func certificate() async {
    let identity = ClientIdentity(commonName: "carol", organizations: ["ops", "devs"])
    let server = AccessServer(.alwaysAllow)
    let reply = await server.send("alice", .post, whoAmI, [:], certificate: identity)
    #expect(
      user(reply) == ["username": "carol", "groups": ["ops", "devs", "system:authenticated"]]
    )
  }

  private func withRobot() async -> AccessServer {
    let server = AccessServer(.alwaysAllow)
    _ = await server.send(
      "root",
      .post,
      "/api/v1/namespaces/default/serviceaccounts",
      ["apiVersion": "v1", "kind": "ServiceAccount", "metadata": ["name": "robot"]]
    )
    return server
  }

  @Test("a ServiceAccount's token is that account until it expires")
  func serviceAccountToken() async {
    let server = await withRobot()
    let issued = await server.send(
      "root",
      .post,
      tokens,
      ["spec": ["expirationSeconds": 600]]
    )
    #expect(issued.status == 201)
    #expect(issued.json["kind"] == "TokenRequest")
    #expect(issued.json["status"]?["expirationTimestamp"] == "2026-01-01T00:10:00Z")
    #expect(
      issued.json["spec"] == [
        "audiences": ["https://kubernetes.default.svc.cluster.local"], "expirationSeconds": 600,
      ]
    )
    let token = issued.json["status"]?["token"]?.stringValue ?? ""
    #expect(token.split(separator: ".").count == 3)
    let known = await server.send(token, .post, whoAmI, [:])
    #expect(user(known)?["username"] == "system:serviceaccount:default:robot")
    #expect(
      user(known)?["groups"] == [
        "system:serviceaccounts", "system:serviceaccounts:default", "system:authenticated",
      ]
    )
    server.world.advance(by: .seconds(599))
    #expect(await server.send(token, .get, "/version").status == 200)
    server.world.advance(by: .seconds(1))
    #expect(await server.send(token, .get, "/version").status == 401)
  }

  @Test("a token ends with its account, and a new account of the same name does not revive it")
  func boundToAccount() async throws {
    let server = await withRobot()
    let account = ObjectKey(namespace: "default", name: "robot")
    let token = try server.world.server.issueToken(for: account, lifetime: .seconds(3_600))
    #expect(await server.send(token, .get, "/version").status == 200)
    try server.world.server.objects.delete(.serviceAccounts, account)
    #expect(await server.send(token, .get, "/version").status == 401)
    try server.world.server.objects.create(.serviceAccounts, APIObject(.serviceAccounts, account))
    #expect(await server.send(token, .get, "/version").status == 401)
  }

  @Test("a token bound to a pod names the pod and ends with it")
  func boundToPod() async throws {
    let server = await withRobot()
    var pod = Samples.pod("a")
    pod["spec"]?["serviceAccountName"] = "robot"
    _ = await server.send("root", .post, "/api/v1/namespaces/default/pods", pod)
    let reference: JSONValue = ["kind": "Pod", "apiVersion": "v1", "name": "a"]
    let issued = await server.send(
      "root",
      .post,
      tokens,
      ["spec": ["boundObjectRef": reference]]
    )
    let token = issued.json["status"]?["token"]?.stringValue ?? ""
    let known = await server.send(token, .post, whoAmI, [:])
    #expect(user(known)?["extra"]?["authentication.kubernetes.io/pod-name"] == ["a"])
    let key = ObjectKey(namespace: "default", name: "a")
    try server.world.server.objects.delete(.pods, key)
    #expect(await server.send(token, .get, "/version").status == 401)
  }

  @Test("a token that was tampered with, or that another server signed, is none")
  func forged() async throws {
    let server = await withRobot()
    let other = AccessServer(.alwaysAllow) { $0.tokenKey = [1, 2, 3] }
    let account = ObjectKey(namespace: "default", name: "robot")
    try other.world.server.objects.create(.serviceAccounts, APIObject(.serviceAccounts, account))
    let foreign = try other.world.server.issueToken(for: account, lifetime: .seconds(7_200))
    let own = try server.world.server.issueToken(for: account, lifetime: .seconds(3_600))
    let parts = own.split(separator: ".")
    let foreignParts = foreign.split(separator: ".")
    for token in [
      foreign, "\(parts[0]).\(parts[1]).", "\(parts[0]).\(foreignParts[1]).\(parts[2])",
    ] {
      #expect(await server.send(token, .get, "/version").status == 401, "\(token)")
    }
  }

  @Test(
    "token requests are refused in kube-apiserver's words",
    arguments: [
      (
        "robot", ["expirationSeconds": 599], 422,
        "TokenRequest.authentication.k8s.io \"\" is invalid: spec.expirationSeconds: Invalid value: "
          + "599: may not specify a duration less than 10 minutes"
      ),
      ("nobody", [:], 404, "serviceaccounts \"nobody\" not found"),
      (
        "robot", ["boundObjectRef": ["kind": "Pod", "apiVersion": "v1", "name": "b"]], 404,
        "pods \"b\" not found"
      ),
      (
        "robot", ["boundObjectRef": ["kind": "Node", "apiVersion": "v1", "name": "b"]], 400,
        "cannot bind token to object of type v1, Kind=Node"
      ),
    ] as [(String, JSONValue, Int, String)]
  )
  func refusedTokens(account: String, spec: JSONValue, status: Int, message: String) async {
    let server = await withRobot()
    let path = "/api/v1/namespaces/default/serviceaccounts/\(account)/token"
    let reply = await server.send("root", .post, path, ["spec": spec])
    #expect(reply.status == status)
    #expect(reply.message == message)
  }

  @Test("a TokenReview says whose token it is, or that it is nobody's")
  func tokenReview() async {
    let server = AccessServer(.alwaysAllow)
    let path = "/apis/authentication.k8s.io/v1/tokenreviews"
    let known = await server.send("root", .post, path, ["spec": ["token": "bob"]])
    #expect(known.json["status"]?["authenticated"] == true)
    #expect(known.json["status"]?["user"]?["username"] == "bob")
    let unknown = await server.send("root", .post, path, ["spec": ["token": "x"]])
    #expect(unknown.json["status"] == ["user": [:], "error": "invalid bearer token"])
  }
}
