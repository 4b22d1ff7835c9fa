import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Access reviews")
struct ReviewTests {
  private let canI = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
  private let canThey = "/apis/authorization.k8s.io/v1/subjectaccessreviews"
  private let list = "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews"

  private func question(_ verb: String, _ resource: String, in namespace: String) -> JSONValue {
    [
      "resourceAttributes": [
        "verb": .string(verb), "resource": .string(resource), "namespace": .string(namespace),
      ]
    ]
  }

  private func served() async -> AccessServer {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]]]
    )
    return server
  }

  @Test("can-i tells by which binding; a no has no reason; masters need none")
  func selfReview() async {
    let server = await served()
    let yes = await server.send(
      "bob",
      .post,
      canI,
      ["spec": question("get", "pods", in: "default")]
    )
    #expect(yes.status == 201)
    #expect(
      yes.json["status"] == [
        "allowed": true,
        "reason": .string(
          "RBAC: allowed by RoleBinding \"granted/default\" of Role \"granted\" to User \"bob\""
        ),
      ]
    )
    let no = await server.send("bob", .post, canI, ["spec": question("get", "pods", in: "b")])
    #expect(no.json["status"] == ["allowed": false])
    let root = await server.send("root", .post, canI, ["spec": question("x", "y", in: "z")])
    #expect(root.json["status"] == ["allowed": true])
  }

  @Test("a question must be about one thing")
  func invalid() async {
    let server = await served()
    let reply = await server.send("bob", .post, canI, ["spec": [:]])
    #expect(reply.status == 422)
    #expect(
      reply.message
        == "SelfSubjectAccessReview.authorization.k8s.io \"\" is invalid: spec.resourceAttributes: "
        + "Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be "
        + "specified"
    )
  }

  @Test("who may ask about others gets an answer about others, paths included")
  func subjectReview() async {
    let server = await served()
    let about: JSONValue = ["user": "bob"]
    let spec = question("list", "pods", in: "default").merging(patch: about)
    let refused = await server.send("bob", .post, canThey, ["spec": spec])
    #expect(refused.status == 403)
    let answer = await server.send("root", .post, canThey, ["spec": spec])
    #expect(answer.json["status"]?["allowed"] == true)
    let path: JSONValue = ["nonResourceAttributes": ["verb": "get", "path": "/metrics"]]
    let paths = await server.send("root", .post, canThey, ["spec": path.merging(patch: about)])
    #expect(paths.json["status"] == ["allowed": false])
    let nobody = await server.send("root", .post, canThey, ["spec": path])
    #expect(nobody.status == 422)
  }

  @Test("can-i --list shows the rules that reach one in a namespace")
  func rules() async {
    let server = await served()
    let reply = await server.send("bob", .post, list, ["spec": ["namespace": "default"]])
    let rules = reply.json["status"]?["resourceRules"]?.arrayValue ?? []
    #expect(rules.last == ["apiGroups": [""], "resources": ["pods"], "verbs": ["get", "list"]])
    #expect(reply.json["status"]?["incomplete"] == false)
    let urls = reply.json["status"]?["nonResourceRules"]?.arrayValue ?? []
    #expect(urls.count == 2)
    let elsewhere = await server.send("bob", .post, list, ["spec": ["namespace": "b"]])
    #expect(elsewhere.json["status"]?["resourceRules"]?.arrayValue?.count == rules.count - 1)
    let nowhere = await server.send("bob", .post, list, ["spec": [:]])
    #expect(nowhere.message == "no namespace on request")
  }

  @Test("reviews can only be created")
  func methods() async {
    #expect(await AccessServer().send("root", .get, canI).status == 405)
  }
}
