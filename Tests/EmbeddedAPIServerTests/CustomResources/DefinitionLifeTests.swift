import APIMachinery
import JSON
import Testing
import Transport

@Suite("The life of a definition")
struct DefinitionLifeTests {
  private let definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions"

  /// A definition of the group example.com around a schema that keeps everything.
  private func definition(
    _ plural: String,
    _ kind: String,
    names: JSONValue = [:],
    versions: [String] = ["v1"],
    group: String = "example.com"
  ) -> JSONValue {
    var all: JSONValue = ["plural": .string(plural), "kind": .string(kind)]
    for member in names.objectValue ?? [:] { all[member.key] = member.value }
    let schema: JSONValue = ["type": "object", "x-kubernetes-preserve-unknown-fields": true]
    return [
      "apiVersion": "apiextensions.k8s.io/v1", "kind": "CustomResourceDefinition",
      "metadata": ["name": .string("\(plural).\(group)")],
      "spec": [
        "group": .string(group), "scope": "Namespaced", "names": all,
        "versions": .array(
          versions.map {
            [
              "name": .string($0), "served": true, "storage": .bool($0 == versions[0]),
              "schema": ["openAPIV3Schema": schema],
            ]
          }
        ),
      ],
    ]
  }

  private func condition(_ type: String, of name: String, _ server: TestServer) async -> [String] {
    let reply = await server.send(.get, "\(definitions)/\(name)")
    let found = reply.json["status"]?["conditions"]?.arrayValue?.first {
      $0["type"]?.stringValue == type
    }
    return ["status", "reason", "message"].map { found?[$0]?.stringValue ?? "" }
  }

  @Test(
    "a name that another definition of the group holds is not accepted, and nothing is served",
    arguments: [
      (
        ["plural": "gadgets", "kind": "Widget"], "ListKindConflict",
        #""WidgetList" is already in use"#
      ),
      (
        ["plural": "gadgets", "kind": "Widget", "listKind": "Gadgets"], "KindConflict",
        #""Widget" is already in use"#
      ),
      (
        ["plural": "gadgets", "kind": "Gadget", "singular": "widget"], "SingularConflict",
        #""widget" is already in use"#
      ),
      (
        ["plural": "gadgets", "kind": "Gadget", "listKind": "WidgetList"], "ListKindConflict",
        #""WidgetList" is already in use"#
      ),
      (
        ["plural": "gadgets", "kind": "Gadget", "shortNames": ["wd", "widgets"]],
        "ShortNamesConflict", #"["wd" is already in use, "widgets" is already in use]"#
      ),
      (
        ["plural": "wd", "kind": "Gadget"], "PluralConflict", #""wd" is already in use"#
      ),
    ] as [(JSONValue, String, String)]
  )
  func conflicts(names: JSONValue, reason: String, message: String) async {
    let server = TestServer()
    _ = await server.send(
      .post,
      definitions,
      definition("widgets", "Widget", names: ["shortNames": ["wd"]])
    )
    let plural = names["plural"]?.stringValue ?? ""
    let kind = names["kind"]?.stringValue ?? ""
    _ = await server.send(.post, definitions, definition(plural, kind, names: names))
    let name = "\(plural).example.com"
    #expect(await condition("NamesAccepted", of: name, server) == ["False", reason, message])
    #expect(
      await condition("Established", of: name, server)
        == ["False", "NotAccepted", "not all names are accepted"]
    )
    let list = await server.send(.get, "/apis/example.com/v1/\(plural)")
    #expect(list.status == 404)
    // The other one goes, and its names become free.
    _ = await server.send(.delete, definitions + "/widgets.example.com")
    server.advance(by: .seconds(1))
    #expect(
      await condition("NamesAccepted", of: name, server)
        == ["True", "NoConflicts", "no conflicts found"]
    )
    #expect(
      await server.send(HTTPRequest.Method.get, "/apis/example.com/v1/\(plural)").status == 200
    )
  }

  @Test("an established definition keeps its kind, group, plural and scope")
  func immutables() async {
    let server = TestServer()
    let created = await server.send(.post, definitions, definition("widgets", "Widget"))
    #expect(created.json["status"]?["storedVersions"] == ["v1"])
    var changed = await server.send(HTTPRequest.Method.get, definitions + "/widgets.example.com")
      .json
    changed["spec"]?["scope"] = "Cluster"
    changed["spec"]?["names"]?["kind"] = "Gadget"
    let reply = await server.send(.put, definitions + "/widgets.example.com", changed)
    #expect(
      reply.message
        == #"CustomResourceDefinition.apiextensions.k8s.io "widgets.example.com" is invalid: "#
        + #"[spec.scope: Invalid value: "Cluster": field is immutable, spec.names.kind: Invalid "#
        + #"value: "Gadget": field is immutable]"#
    )
  }

  @Test("a version that was stored may not vanish before it leaves status.storedVersions")
  func storedVersions() async {
    let server = TestServer()
    let path = definitions + "/widgets.example.com"
    _ = await server.send(
      .post,
      definitions,
      definition("widgets", "Widget", versions: ["v1", "v2"])
    )
    var changed = await server.send(HTTPRequest.Method.get, path).json
    changed["spec"] = definition("widgets", "Widget", versions: ["v2"])["spec"]
    let refused = await server.send(.put, path, changed)
    #expect(
      refused.message
        == #"CustomResourceDefinition.apiextensions.k8s.io "widgets.example.com" is invalid: "#
        + #"status.storedVersions[0]: Invalid value: "v1": missing from spec.versions; v1 was "#
        + "previously a storage version, and must remain in spec.versions until a storage migration "
        + "ensures no data remains persisted in v1 and removes v1 from status.storedVersions"
    )
    let status = await server.send(
      .patch,
      path + "/status",
      ["status": ["storedVersions": ["v2"]]],
      type: "application/merge-patch+json"
    )
    #expect(status.status == 200)
    changed["metadata"]?["resourceVersion"] = .string(status.object.resourceVersion)
    let accepted = await server.send(.put, path, changed)
    #expect(accepted.message == "")
    #expect(accepted.json["status"]?["storedVersions"] == ["v2"])
  }

  @Test("all served versions show one object, each under its own name")
  func severalVersions() async {
    let server = TestServer()
    _ = await server.send(
      .post,
      definitions,
      definition("widgets", "Widget", versions: ["v1", "v2"])
    )
    let path = "/namespaces/default/widgets"
    let created = await server.send(
      .post,
      "/apis/example.com/v2" + path,
      [
        "apiVersion": "example.com/v2", "kind": "Widget", "metadata": ["name": "a"],
        "spec": ["x": 1],
      ]
    )
    #expect(created.json["apiVersion"] == "example.com/v2")
    let read = await server.send(.get, "/apis/example.com/v1\(path)/a")
    #expect(read.json["apiVersion"] == "example.com/v1")
    #expect(read.json["spec"] == ["x": 1])
  }

  private static let rule =
    #"protected groups must have approval annotation "api-approved.kubernetes.io""#
  private static let page = "see https://github.com/kubernetes/enhancements/pull/1111"

  @Test(
    "groups of the community need the word of an approver",
    arguments: [
      (
        nil,
        "metadata.annotations[api-approved.kubernetes.io]: Required value: \(rule), \(page)", [],
      ),
      (
        "yes",
        #"metadata.annotations[api-approved.kubernetes.io]: Invalid value: "yes": \#(rule) with "#
          + #"either a URL or a reason starting with "unapproved", \#(page)"#, [],
      ),
      (
        "unapproved, trying", "",
        ["False", "UnapprovedAnnotation", #"not approved: "unapproved, trying""#]
      ),
      (
        "https://github.com/kubernetes/enhancements/pull/1", "",
        [
          "True", "ApprovedAnnotation",
          "approved in https://github.com/kubernetes/enhancements/pull/1",
        ]
      ),
    ] as [(String?, String, [String])]
  )
  func approval(annotation: String?, error: String, condition: [String]) async {
    let server = TestServer()
    var body = definition("widgets", "Widget", group: "toys.k8s.io")
    if let annotation {
      body["metadata"]?["annotations"] = ["api-approved.kubernetes.io": .string(annotation)]
    }
    let reply = await server.send(.post, definitions, body)
    guard error.isEmpty else {
      #expect(
        reply.message
          == #"CustomResourceDefinition.apiextensions.k8s.io "widgets.toys.k8s.io" is invalid: "#
          + error
      )
      return
    }
    let type = "KubernetesAPIApprovalPolicyConformant"
    #expect(await self.condition(type, of: "widgets.toys.k8s.io", server) == condition)
  }

  @Test("a definition that goes clears its objects first, and takes nothing new meanwhile")
  func terminating() async {
    let server = TestServer()
    let widgets = "/apis/example.com/v1/namespaces/default/widgets"
    let widget: JSONValue = [
      "apiVersion": "example.com/v1", "kind": "Widget",
      "metadata": ["name": "a", "finalizers": ["example.com/hold"]],
    ]
    _ = await server.send(.post, definitions, definition("widgets", "Widget"))
    _ = await server.send(.post, widgets, widget)
    _ = await server.send(.delete, definitions + "/widgets.example.com")
    #expect(
      await condition("Terminating", of: "widgets.example.com", server) == [
        "True", "InstanceDeletionPending",
        "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon",
      ]
    )
    server.advance(by: .seconds(1))
    #expect(
      await condition("Terminating", of: "widgets.example.com", server)
        == ["True", "InstanceDeletionInProgress", "CustomResource deletion is in progress"]
    )
    let refused = await server.send(.post, widgets, widget)
    #expect(refused.status == 405)
    #expect(refused.reason == "MethodNotAllowed")
    #expect(refused.message == "create not allowed while custom resource definition is terminating")
    _ = await server.send(
      .patch,
      widgets + "/a",
      ["metadata": ["finalizers": .null]],
      type: "application/merge-patch+json"
    )
    server.advance(by: .seconds(1))
    #expect(await server.send(HTTPRequest.Method.get, definitions).items.isEmpty)
    #expect(await server.send(HTTPRequest.Method.get, widgets).status == 404)
  }
}
