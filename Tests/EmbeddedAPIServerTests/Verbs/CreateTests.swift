import APIMachinery
import JSON
import Testing
import Transport

@Suite("Creating objects")
struct CreateTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  @Test("a created object gets a uid, a time, a revision and its namespace")
  func fillsMetadata() async {
    let server = TestServer()
    let reply = await server.send(.post, maps, Samples.configMap("a"))
    #expect(reply.status == 201)
    #expect(reply.object.namespace == "default")
    #expect(reply.object.uid.count == 36)
    #expect(reply.json["metadata"]?["creationTimestamp"] == "2026-01-01T00:00:00Z")
    #expect(ResourceVersion.isValid(reply.object.resourceVersion))
    let read = await server.send(.get, maps + "/a")
    #expect(read.json == reply.json)
  }

  @Test("the second object of a name is refused")
  func refusesDuplicate() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let reply = await server.send(.post, maps, Samples.configMap("a"))
    #expect(
      reply.json == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "code": 409,
        "reason": "AlreadyExists", "message": "configmaps \"a\" already exists",
        "details": ["name": "a", "kind": "configmaps"],
      ]
    )
  }

  @Test("nothing is created in a namespace that does not exist")
  func needsNamespace() async {
    let reply = await TestServer().send(
      .post,
      "/api/v1/namespaces/nowhere/configmaps",
      Samples.configMap("a")
    )
    #expect(reply.status == 404)
    #expect(reply.message == "namespaces \"nowhere\" not found")
  }

  @Test(
    "a name that is no DNS name is refused with the rule",
    arguments: [
      (
        "A", "services",
        "Service \"A\" is invalid: metadata.name: Invalid value: \"A\": a DNS-1035 label must consist of "
          + "lower case alphanumeric characters or '-', start with an alphabetic character, and end with an "
          + "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
          + "'[a-z]([-a-z0-9]*[a-z0-9])?')"
      ),
      (
        "a_b", "configmaps",
        "ConfigMap \"a_b\" is invalid: metadata.name: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain "
          + "must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an "
          + "alphanumeric character (e.g. 'example.com', regex used for validation is "
          + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
      ),
    ]
  )
  func nameRules(name: String, plural: String, message: String) async {
    let body = plural == "services" ? Samples.service(name) : Samples.configMap(name)
    let reply = await TestServer().send(.post, "/api/v1/namespaces/default/\(plural)", body)
    #expect(reply.status == 422)
    #expect(reply.reason == "Invalid")
    #expect(reply.message == message)
  }

  @Test("generateName draws a suffix from the seed")
  func generatesNames() async {
    var body = Samples.configMap("x")
    body["metadata"] = ["generateName": "job-"]
    let first = await TestServer(seed: 7).send(.post, maps, body)
    let again = await TestServer(seed: 7).send(.post, maps, body)
    let other = await TestServer(seed: 8).send(.post, maps, body)
    #expect(first.object.name.hasPrefix("job-"))
    #expect(first.object.name.count == 9)
    #expect(first.text == again.text)
    #expect(first.object.name != other.object.name)
  }

  @Test("a dry run answers with the object and stores nothing")
  func dryRun() async {
    let server = TestServer()
    let reply = await server.send(.post, maps + "?dryRun=All", Samples.configMap("a"))
    #expect(reply.status == 201)
    #expect(reply.object.resourceVersion.isEmpty)
    #expect(await server.send(.get, maps + "/a").status == 404)
  }

  @Test(
    "an unknown field is refused, mentioned or ignored, as the client asks",
    arguments: ["Strict", "Warn", "Ignore"]
  )
  func fieldValidation(mode: String) async {
    var body = Samples.deployment("a")
    body["spec"]?["replicaz"] = 3
    let reply = await TestServer().send(
      .post,
      "/apis/apps/v1/namespaces/default/deployments?fieldValidation=\(mode)",
      body
    )
    switch mode {
    case "Strict":
      #expect(reply.status == 400)
      #expect(
        reply.message == "Deployment in version \"v1\" cannot be handled as a Deployment: strict "
          + "decoding error: unknown field \"spec.replicaz\""
      )
    case "Warn":
      #expect(reply.status == 201)
      #expect(reply.headers["Warning"] == "299 - \"unknown field \\\"spec.replicaz\\\"\"")
    default:
      #expect(reply.status == 201)
      #expect(reply.headers["Warning"] == nil)
    }
    #expect(reply.json["spec"]?["replicaz"] == nil)
  }
}
