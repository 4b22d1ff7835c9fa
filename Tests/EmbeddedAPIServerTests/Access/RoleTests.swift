import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Roles and bindings")
struct RoleTests {
  private let group = "/apis/rbac.authorization.k8s.io/v1"
  private var roles: String { "\(group)/namespaces/default/roles" }
  private var bindings: String { "\(group)/namespaces/default/rolebindings" }

  @Test("a binding's group is filled in, for roles, users and groups")
  func defaults() async {
    let server = AccessServer()
    let binding = AccessServer.object(
      "RoleBinding",
      "a",
      [
        "roleRef": ["kind": "Role", "name": "r"],
        "subjects": [
          ["kind": "User", "name": "u"],
          ["kind": "ServiceAccount", "name": "s", "namespace": "default"],
        ],
      ]
    )
    let reply = await server.send("root", .post, bindings, binding)
    #expect(reply.status == 201)
    #expect(reply.json["roleRef"]?["apiGroup"] == "rbac.authorization.k8s.io")
    #expect(reply.json["subjects"]?[0]?["apiGroup"] == "rbac.authorization.k8s.io")
    #expect(reply.json["subjects"]?[1]?["apiGroup"] == nil)
  }

  @Test("the role of a binding cannot be changed")
  func immutable() async {
    let server = AccessServer()
    let subjects: JSONValue = [AccessServer.user("u")]
    let first = AccessServer.binding("RoleBinding", "a", to: "Role", "r", subjects)
    _ = await server.send("root", .post, bindings, first)
    let second = AccessServer.binding("RoleBinding", "a", to: "Role", "s", subjects)
    let reply = await server.send("root", .put, "\(bindings)/a", second)
    #expect(reply.status == 422)
    #expect(
      reply.message
        == "RoleBinding.rbac.authorization.k8s.io \"a\" is invalid: roleRef: Invalid value: "
        + "{\"APIGroup\":\"rbac.authorization.k8s.io\",\"Kind\":\"Role\",\"Name\":\"s\"}: cannot "
        + "change roleRef"
    )
  }

  @Test(
    "rules must say what they are about",
    arguments: [
      (
        ["apiGroups": [""], "resources": ["pods"], "verbs": .array([])],
        "rules[0].verbs: Required value: verbs must contain at least one value"
      ),
      (
        ["resources": ["pods"], "verbs": ["get"]],
        "rules[0].apiGroups: Required value: resource rules must supply at least one api group"
      ),
      (
        ["apiGroups": [""], "verbs": ["get"]],
        "rules[0].resources: Required value: resource rules must supply at least one resource"
      ),
      (
        ["nonResourceURLs": ["/x"], "verbs": ["get"]],
        "rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to "
          + "non-resource URLs"
      ),
    ] as [(JSONValue, String)]
  )
  func ruleValidation(rule: JSONValue, message: String) async {
    let role = AccessServer.object("Role", "a", ["rules": [rule]])
    let reply = await AccessServer().send("root", .post, roles, role)
    #expect(reply.status == 422)
    #expect(reply.message == "Role.rbac.authorization.k8s.io \"a\" is invalid: \(message)")
  }

  @Test("edit gathers view, admin gathers edit, and a new part is gathered at once")
  func aggregation() async {
    let server = AccessServer()
    let rules = { (name: String) in
      (await server.send("root", .get, "\(group)/clusterroles/\(name)")).json["rules"]?.arrayValue
        ?? []
    }
    let (view, edit, admin) = (await rules("view"), await rules("edit"), await rules("admin"))
    #expect(!view.isEmpty)
    #expect(view.allSatisfy(edit.contains))
    #expect(edit.allSatisfy(admin.contains))
    #expect(edit.count > view.count)
    #expect(admin.count > edit.count)
    let rule: JSONValue = [
      "apiGroups": ["example.com"], "resources": ["widgets"], "verbs": ["get"],
    ]
    var part = AccessServer.object("ClusterRole", "widgets-view", ["rules": [rule]])
    part["metadata"]?["labels"] = ["rbac.authorization.k8s.io/aggregate-to-view": "true"]
    _ = await server.send("root", .post, "\(group)/clusterroles", part)
    #expect(await rules("view").contains(rule))
    #expect(await rules("admin").contains(rule))
  }

  @Test(
    "the default roles do what their names say",
    arguments: [
      ("view", "get pods", true), ("view", "get secrets", false), ("view", "create pods", false),
      ("edit", "create pods", true), ("edit", "create roles", false),
      ("admin", "create roles", true), ("admin", "create nodes", false),
      ("cluster-admin", "create nodes", true),
    ]
  )
  func defaultRoles(role: String, request: String, isAllowed: Bool) async {
    let server = AccessServer()
    let binding = AccessServer.binding(
      "RoleBinding",
      "a",
      to: "ClusterRole",
      role,
      [AccessServer.user("bob")]
    )
    _ = await server.send("root", .post, bindings, binding)
    let words = request.split(separator: " ").map(String.init)
    let review: JSONValue = [
      "spec": [
        "resourceAttributes": [
          "namespace": "default", "verb": .string(words[0]), "resource": .string(words[1]),
          "group": words[1] == "roles" ? "rbac.authorization.k8s.io" : "",
        ]
      ]
    ]
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    let reply = await server.send("bob", .post, path, review)
    #expect(reply.json["status"]?["allowed"] == .bool(isAllowed))
  }
}
