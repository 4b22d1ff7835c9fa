import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Escalation")
struct EscalationTests {
  private let group = "/apis/rbac.authorization.k8s.io/v1"
  private var roles: String { "\(group)/namespaces/default/roles" }
  private var bindings: String { "\(group)/namespaces/default/rolebindings" }

  private let writingRoles: JSONValue = [
    "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles", "rolebindings"],
    "verbs": ["create", "update"],
  ]
  private let readingPods: JSONValue = [
    "apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"],
  ]

  private func role(_ verbs: JSONValue) -> JSONValue {
    AccessServer.object(
      "Role",
      "new",
      ["rules": [["apiGroups": [""], "resources": ["pods", "secrets"], "verbs": verbs]]]
    )
  }

  @Test("a role with rights that one does not hold is refused, and the message lists them")
  func roleEscalation() async {
    let server = AccessServer()
    await server.grant(AccessServer.user("bob"), [writingRoles, readingPods])
    let reply = await server.send("bob", .post, roles, role(["get", "delete"]))
    #expect(reply.status == 403)
    #expect(
      reply.message
        == """
        roles.rbac.authorization.k8s.io "new" is forbidden: user "bob" \
        (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
        {APIGroups:[""], Resources:["pods"], Verbs:["delete"]}
        {APIGroups:[""], Resources:["secrets"], Verbs:["get" "delete"]}
        """
    )
  }

  @Test(
    "a right to named objects may be granted for some of them, and neither for others nor for all",
    arguments: [(["a"], 201), (["a", "b"], 201), (["c"], 403), ([], 403)] as [([String], Int)]
  )
  func namedObjects(names: [String], status: Int) async {
    let server = AccessServer()
    var held = readingPods
    held["resourceNames"] = ["a", "b"]
    await server.grant(AccessServer.user("bob"), [writingRoles, held])
    var wanted = readingPods
    wanted["resourceNames"] = names.isEmpty ? nil : .array(names.map(JSONValue.string))
    let new = AccessServer.object("Role", "new", ["rules": [wanted]])
    #expect(await server.send("bob", .post, roles, new).status == status)
  }

  @Test("rights that one holds may be granted, and with escalate or bind any")
  func allowed() async {
    let held = AccessServer()
    await held.grant(
      AccessServer.user("bob"),
      [writingRoles, ["apiGroups": [""], "resources": ["*"], "verbs": ["*"]]]
    )
    #expect(await held.send("bob", .post, roles, role(["get"])).status == 201)
    let trusted = AccessServer()
    await trusted.grant(
      AccessServer.user("bob"),
      [
        writingRoles,
        [
          "apiGroups": ["rbac.authorization.k8s.io"], "resources": ["roles"],
          "verbs": ["escalate", "bind"],
        ],
      ]
    )
    #expect(await trusted.send("bob", .post, roles, role(["get"])).status == 201)
    let binding = AccessServer.binding(
      "RoleBinding",
      "b",
      to: "Role",
      "new",
      [AccessServer.user("bob")]
    )
    #expect(await trusted.send("bob", .post, bindings, binding).status == 201)
  }

  @Test("a binding to a role with more rights than one holds is refused; to a missing role is 404")
  func bindingEscalation() async {
    let server = AccessServer()
    await server.grant(AccessServer.user("bob"), [writingRoles])
    let subjects: JSONValue = [AccessServer.user("bob")]
    let strong = AccessServer.binding(
      "RoleBinding",
      "b",
      to: "ClusterRole",
      "cluster-admin",
      subjects
    )
    let refused = await server.send("bob", .post, bindings, strong)
    #expect(
      refused.message
        == """
        rolebindings.rbac.authorization.k8s.io "b" is forbidden: user "bob" \
        (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:
        {APIGroups:["*"], Resources:["*"], Verbs:["*"]}
        {NonResourceURLs:["*"], Verbs:["*"]}
        """
    )
    let missing = AccessServer.binding("RoleBinding", "b", to: "Role", "none", subjects)
    let unknown = await server.send("bob", .post, bindings, missing)
    #expect(unknown.status == 404)
    #expect(unknown.message == "role.rbac.authorization.k8s.io \"none\" not found")
  }
}
