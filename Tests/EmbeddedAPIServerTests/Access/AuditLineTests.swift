import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("A line of the access audit")
struct AuditLineTests {
  @Test("it names who, what, and the rule that allowed it")
  func allowed() async throws {
    let server = AccessServer()
    await server.grant(
      AccessServer.user("bob"),
      [
        ["apiGroups": ["apps"], "resources": ["deployments"], "verbs": ["get"]],
        ["apiGroups": [""], "resources": ["pods/log"], "verbs": ["get"]],
      ]
    )
    _ = await server.send("bob", .get, "/api/v1/namespaces/default/pods/a/log")
    let line = try #require(server.audit.records.last { $0.user == "bob" })
    #expect(
      line.json == [
        "user": "bob", "verb": "get", "apiGroup": "", "resource": "pods/log",
        "namespace": "default", "name": "a", "decision": "allowed",
        "role": ["kind": "Role", "name": "granted", "namespace": "default"], "rule": 1,
      ]
    )
  }

  @Test("what is denied has no rule, and a path is no resource")
  func denied() async throws {
    let server = AccessServer()
    _ = await server.send("bob", .get, "/metrics")
    let line = try #require(server.audit.records.last { $0.user == "bob" })
    #expect(
      line.json == ["user": "bob", "verb": "get", "path": "/metrics", "decision": "denied"]
    )
    #expect(!server.audit.note(line))
  }
}
