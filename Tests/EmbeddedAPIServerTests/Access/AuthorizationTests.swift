import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Authorization")
struct AuthorizationTests {
  private let pods = "/api/v1/namespaces/default/pods"

  @Test(
    "a request that no rule allows is refused in kube-apiserver's words",
    arguments: [
      (
        .get, "/apis/apps/v1/namespaces/default/deployments",
        "deployments.apps is forbidden: User \"bob\" cannot list resource \"deployments\" in API "
          + "group \"apps\" in the namespace \"default\""
      ),
      (
        .get, "/api/v1/pods?watch=true",
        "pods is forbidden: User \"bob\" cannot watch resource \"pods\" in API group \"\" at the "
          + "cluster scope"
      ),
      (
        .get, "/api/v1/namespaces/default/pods/a?watch=true",
        "pods \"a\" is forbidden: User \"bob\" cannot get resource \"pods\" in API group \"\" in the "
          + "namespace \"default\""
      ),
      (
        .get, "/api/v1/namespaces/default/pods/a/log",
        "pods \"a\" is forbidden: User \"bob\" cannot get resource \"pods/log\" in API group \"\" in "
          + "the namespace \"default\""
      ),
      (
        .delete, "/api/v1/namespaces/default/pods",
        "pods is forbidden: User \"bob\" cannot deletecollection resource \"pods\" in API group \"\" "
          + "in the namespace \"default\""
      ),
      (
        .get, "/api/v1/namespaces/default/pods?fieldSelector=metadata.name%3Da",
        "pods \"a\" is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" in "
          + "the namespace \"default\""
      ),
      (
        .get, "/api/v1/namespaces/kube-system",
        "namespaces \"kube-system\" is forbidden: User \"bob\" cannot get resource \"namespaces\" in "
          + "API group \"\" in the namespace \"kube-system\""
      ),
      (
        .get, "/api/v1/nodes",
        "nodes is forbidden: User \"bob\" cannot list resource \"nodes\" in API group \"\" at the "
          + "cluster scope"
      ),
      (
        .put, "/apis/unheard.of/v1/things/a",
        "things.unheard.of \"a\" is forbidden: User \"bob\" cannot update resource \"things\" in API "
          + "group \"unheard.of\" at the cluster scope"
      ),
      (.get, "/metrics", "forbidden: User \"bob\" cannot get path \"/metrics\""),
    ] as [(HTTPRequest.Method, String, String)]
  )
  func forbidden(method: HTTPRequest.Method, target: String, message: String) async {
    let reply = await AccessServer().send("bob", method, target)
    #expect(reply.status == 403)
    #expect(reply.reason == "Forbidden")
    #expect(reply.message == message)
  }

  @Test("the refusal names the resource in its details")
  func details() async {
    let reply = await AccessServer().send("bob", .get, "/apis/apps/v1/namespaces/x/deployments/a")
    #expect(
      reply.json["details"] == ["name": "a", "group": "apps", "kind": "deployments"]
    )
  }

  @Test("members of system:masters need no rule")
  func masters() async {
    let server = AccessServer()
    #expect(await server.send("root", .get, "/api/v1/nodes").status == 200)
    #expect(await server.send("root", .get, "/metrics").status == 200)
    #expect(server.audit.records.allSatisfy { $0.decision == .allowed(by: nil) })
  }

  @Test("what is discovered may be discovered by those who came in, health by anyone")
  func discovery() async {
    let server = AccessServer()
    for (path, stranger, bob) in [
      ("/api", 403, 200), ("/apis/apps/v1", 403, 200), ("/openapi/v3", 403, 200),
      ("/version", 200, 200), ("/healthz", 200, 200), ("/readyz", 200, 200),
    ] {
      #expect(await server.send(nil, .get, path).status == stranger, "\(path)")
      #expect(await server.send("bob", .get, path).status == bob, "\(path)")
    }
  }

  @Test(
    "users, groups and ServiceAccounts are reached by bindings",
    arguments: [
      (["kind": "User", "name": "alice"], 200),
      (["kind": "Group", "name": "devs"], 200),
      (["kind": "Group", "name": "system:authenticated"], 200),
      (["kind": "Group", "name": "alice"], 403),
      (["kind": "User", "name": "bob"], 403),
      (["kind": "ServiceAccount", "name": "alice", "namespace": "default"], 403),
    ] as [(JSONValue, Int)]
  )
  func subjects(subject: JSONValue, status: Int) async {
    let server = AccessServer()
    await server.grant(
      subject,
      [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]
    )
    #expect(await server.send("alice", .get, pods).status == status)
  }

  @Test("a role counts in its namespace only, a cluster role bound everywhere counts everywhere")
  func scopes() async {
    let rules: JSONValue = [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]
    let local = AccessServer()
    await local.grant(AccessServer.user("bob"), rules)
    #expect(await local.send("bob", .get, pods).status == 200)
    #expect(await local.send("bob", .get, "/api/v1/namespaces/kube-system/pods").status == 403)
    #expect(await local.send("bob", .get, "/api/v1/pods").status == 403)
    let everywhere = AccessServer()
    await everywhere.grant(AccessServer.user("bob"), rules, in: nil)
    #expect(await everywhere.send("bob", .get, pods).status == 200)
    #expect(await everywhere.send("bob", .get, "/api/v1/pods").status == 200)
  }

  @Test("a ServiceAccount without a namespace in a binding is one of the binding's namespace")
  func localServiceAccount() async throws {
    let server = AccessServer()
    let account = ObjectKey(namespace: "default", name: "robot")
    let objects = server.world.server.objects
    try objects.create(.serviceAccounts, APIObject(.serviceAccounts, account))
    await server.grant(
      ["kind": "ServiceAccount", "name": "robot"],
      [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]
    )
    let token = try server.world.server.issueToken(for: account, lifetime: .seconds(3_600))
    #expect(await server.send(token, .get, pods).status == 200)
  }

  @Test("a change of a role counts from the next request on")
  func changes() async {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [["apiGroups": [""], "resources": ["pods"], "verbs": ["list"]]]
    )
    #expect(await server.send("bob", .get, pods).status == 200)
    let role = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles/granted"
    _ = await server.send("root", .delete, role)
    let reply = await server.send("bob", .get, pods)
    #expect(
      reply.message
        == "pods is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" in the "
        + "namespace \"default\": RBAC: role.rbac.authorization.k8s.io \"granted\" not found"
    )
  }

  @Test("an apply that creates needs the right to create, one that changes does not")
  func applyCreates() async {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [["apiGroups": [""], "resources": ["configmaps"], "verbs": ["patch"]]]
    )
    let path = "/api/v1/namespaces/default/configmaps/a?fieldManager=t"
    let type = "application/apply-patch+yaml"
    let refused = await server.send("bob", .patch, path, Samples.configMap("a"), type: type)
    #expect(refused.status == 403)
    #expect(refused.message == "configmaps \"a\" is forbidden: ")
    _ = await server.send("root", .patch, path, Samples.configMap("a"), type: type)
    let applied = await server.send("bob", .patch, path, Samples.configMap("a"), type: type)
    #expect(applied.status == 200)
  }

  @Test("where everything is allowed, nothing is asked")
  func alwaysAllow() async {
    let server = AccessServer(.alwaysAllow)
    #expect(await server.send("bob", .get, "/api/v1/nodes").status == 200)
    #expect(await server.send("bob", .get, "/apis/rbac.authorization.k8s.io/v1/roles").items == [])
  }

  @Test("controllers in the same process need no rights")
  func inProcess() throws {
    let server = AccessServer()
    let key = ObjectKey(namespace: "default", name: "a")
    try server.world.server.objects.create(.configMaps, APIObject(.configMaps, key))
    #expect(server.world.server.objects.get(.configMaps, key) != nil)
  }

  @Test("the audit tells by which rule somebody was allowed, and what was denied")
  func audit() async {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [
        ["apiGroups": [""], "resources": ["secrets"], "verbs": ["get"]],
        ["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]],
      ]
    )
    _ = await server.send("bob", .get, pods)
    _ = await server.send("bob", .get, pods)
    _ = await server.send("bob", .get, "/api/v1/namespaces/default/configmaps/a")
    let bobs = server.audit.records.filter { $0.user == "bob" }
    #expect(bobs.count == 2)
    guard case .allowed(let grant?) = bobs[0].decision else {
      Issue.record("\(bobs[0])")
      return
    }
    #expect(grant.roleName == "granted")
    #expect(grant.ruleIndex == 1)
    #expect(
      grant.description
        == "RoleBinding \"granted/default\" of Role \"granted\" to User \"bob\""
    )
    #expect(server.audit.denied.map(\.user) == ["bob"])
    let usage = server.audit.usage(
      ofRole: "granted",
      rules: [PolicyRule(apiGroups: [""], resources: ["pods"], verbs: ["get", "list"])]
    )
    #expect(usage.unused.map(\.description) == ["get pods"])
  }
}
