import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time

@Suite("Server-side apply")
struct ServerSideApplyTests {
  @Test("S2: a first apply creates the object and owns exactly its leaves")
  func creation() throws {
    let object = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    let entries = object["metadata"]?["managedFields"]
    #expect(
      entries == [
        [
          "manager": "op", "operation": "Apply", "apiVersion": "apps/v1",
          "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1",
          "fieldsV1": [
            "f:metadata": ["f:labels": ["f:app": [:]]],
            "f:spec": [
              "f:replicas": [:], "f:selector": [:],
              "f:template": [
                "f:spec": [
                  "f:containers": [#"k:{"name":"api"}"#: [".": [:], "f:image": [:], "f:name": [:]]]
                ]
              ],
            ],
          ],
        ]
      ]
    )
  }

  @Test("S3: another value of a field that somebody else owns is a conflict in the server's words")
  func conflict() throws {
    let live = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(Applying.deployment(image: "a:2"), to: live, by: "human")
    }
    let path = #".spec.template.spec.containers[name="api"].image"#
    #expect(error?.code == 409)
    #expect(error?.reason == "Conflict")
    #expect(error?.message == #"Apply failed with 1 conflict: conflict with "op": \#(path)"#)
    let cause = APIStatus.Cause(
      reason: "FieldManagerConflict",
      message: #"conflict with "op""#,
      field: path
    )
    #expect(error?.causes == [cause])
  }

  @Test("S3: several conflicts are listed by manager; updaters with version and subresource")
  func conflicts() throws {
    let created = Applying.deployments.record(
      nil,
      Applying.deployment(image: "a:1"),
      by: "kubectl-create"
    )
    let live = Applying.deployments.record(
      created,
      created.setting(["spec", "replicas"], 9),
      by: "autoscaler",
      subresource: "scale"
    )
    var wanted = Applying.deployment(image: "a:2")
    wanted["spec"]?["replicas"] = 2
    wanted["metadata"]?["labels"] = ["app": "other"]
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(wanted, to: live, by: "op")
    }
    #expect(
      error?.message == """
        Apply failed with 3 conflicts: conflicts with "autoscaler" with subresource "scale" using apps/v1:
        - .spec.replicas
        conflicts with "kubectl-create" using apps/v1:
        - .metadata.labels.app
        - .spec.template.spec.containers[name="api"].image
        """
    )
  }

  @Test("S3: force takes the field, and only the field, from its owner")
  func force() throws {
    let live = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    let taken = try Applying.deployments.apply(
      Applying.image("a:2"),
      to: live,
      by: "human",
      force: true
    )
    #expect(Applying.owners(of: taken, containing: "f:image") == ["human"])
    #expect(Applying.owners(of: taken, containing: "f:replicas") == ["op"])
  }

  @Test("S3: the same value is shared, and S4: dropping it leaves it to the other owner")
  func sharing() throws {
    let first = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    let shared = try Applying.deployments.apply(Applying.image("a:1"), to: first, by: "human")
    #expect(Applying.owners(of: shared, containing: "f:image") == ["human", "op"])
    var without = Applying.deployment(image: "a:1")
    without["spec"]?["template"]?["spec"]?["containers"] = [["name": "api"]]
    let dropped = try Applying.deployments.apply(without, to: shared, by: "op")
    #expect(Applying.container(dropped, 0)?["image"] == "a:1")
    #expect(Applying.owners(of: dropped, containing: "f:image") == ["human"])
  }

  @Test("S4: what the manager alone owned and leaves out is removed; what others own stays")
  func removal() throws {
    var full = Applying.deployment(image: "a:1")
    full["metadata"]?["labels"] = ["app": "x", "extra": "y"]
    let live = try Applying.deployments.apply(full, by: "op")
    let labelled = Applying.deployments.record(
      live,
      live.setting(["metadata", "labels", "foreign"], "z"),
      by: "kubectl-label"
    )
    var less = Applying.deployment(image: "a:1")
    less["metadata"]?["labels"] = nil
    less["spec"]?["replicas"] = nil
    let result = try Applying.deployments.apply(less, to: labelled, by: "op")
    #expect(result["metadata"]?["labels"] == ["foreign": "z"])
    #expect(result["spec"]?["replicas"] == nil)
    #expect(Applying.container(result, 0)?["image"] == "a:1")
  }

  @Test("S4: the last owned label takes the empty map with it")
  func emptiedMap() throws {
    let live = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    var less = Applying.deployment(image: "a:1")
    less["metadata"]?["labels"] = nil
    let result = try Applying.deployments.apply(less, to: live, by: "op")
    #expect(result["metadata"]?["labels"] == nil)
  }

  @Test("S4: a list element that only the manager owned goes, one that another added stays")
  func elements() throws {
    var two = Applying.deployment(image: "a:1")
    two["spec"]?["template"]?["spec"]?["containers"] = [
      ["name": "api", "image": "a:1"], ["name": "side", "image": "s:1"],
    ]
    let live = try Applying.deployments.apply(two, by: "op")
    let injected = Applying.deployments.record(
      live,
      live.setting(
        ["spec", "template", "spec", "containers"],
        .array((Applying.containers(live) ?? []) + [["name": "mesh", "image": "m:1"]])
      ),
      by: "injector"
    )
    let result = try Applying.deployments.apply(
      Applying.deployment(image: "a:1"),
      to: injected,
      by: "op"
    )
    #expect(Applying.containers(result)?.map { $0["name"] } == ["api", "mesh"])
  }

  @Test(
    "S5: an apply that changes nothing keeps the timestamp; one that changes something moves it"
  )
  func noOperation() throws {
    let live = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    let later = Timestamp(rfc3339: "2026-01-01T01:00:00Z")
    let again = try Applying.deployments.apply(
      Applying.deployment(image: "a:1"),
      to: live,
      by: "op",
      at: later
    )
    #expect(again == live)
    let changed = try Applying.deployments.apply(
      Applying.deployment(image: "a:2"),
      to: live,
      by: "op",
      at: later
    )
    #expect(
      changed["metadata"]?["managedFields"]?[0]?["time"] == "2026-01-01T01:00:00Z"
    )
  }

  @Test(
    "S1, S7: a configuration that cannot be applied is refused",
    arguments: [
      (
        ["metadata": ["name": "api", "namespace": "default", "managedFields": []]], 400,
        "metadata.managedFields must be nil"
      ),
      (
        ["spec": ["template": ["spec": ["containers": [["name": "a"], ["name": "a"]]]]]], 500,
        "failed to create typed patch object (default/api; apps/v1, Kind=Deployment): "
          + #".spec.template.spec.containers: duplicate entries for key [name="a"]"#
      ),
      (
        ["spec": ["template": ["spec": ["containers": [["image": "a"]]]]]], 500,
        "failed to create typed patch object (default/api; apps/v1, Kind=Deployment): "
          + ".spec.template.spec.containers: element 0: associative list with keys has an element "
          + #"that omits key field "name" (and doesn't have default value)"#
      ),
      (
        ["apiVersion": "apps/v2"], 400,
        "Incorrect version specified in apply patch. Specified patch version: apps/v2, expected: "
          + "apps/v1"
      ),
    ] as [(JSONValue, Int, String)]
  )
  func refusals(change: JSONValue, code: Int, message: String) throws {
    let live = try Applying.deployments.apply(Applying.deployment(image: "a:1"), by: "op")
    var configuration = Applying.deployment(image: "a:1")
    for member in change.objectValue ?? [:] { configuration[member.key] = member.value }
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(configuration, to: live, by: "op")
    }
    #expect(error?.code == code)
    #expect(error?.message == message)
  }

  @Test("the applied list decides the order of shared elements; the others keep their neighbours")
  func order() throws {
    let list: [JSONValue] = ["a", "b", "c", "d"].map { ["name": .string($0), "image": "x"] }
    let live = Applying.deployments.record(nil, Applying.deployment(containers: list), by: "human")
    let wanted = ["d", "e", "b"].map { ["name": .string($0)] as JSONValue }
    let result = try Applying.deployments.apply(
      Applying.deployment(containers: wanted),
      to: live,
      by: "op",
      force: true
    )
    #expect(
      Applying.containers(result)?.compactMap { $0["name"]?.stringValue }
        == ["a", "c", "d", "e", "b"]
    )
  }

  @Test("keys have defaults: a Service port without protocol is TCP")
  func keyDefaults() throws {
    let service: JSONValue = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": "s", "namespace": "default"],
      "spec": ["ports": [["port": 80, "name": "http"]], "selector": ["app": "x"]],
    ]
    let object = try Applying.services.apply(service, by: "op")
    let fields = object["metadata"]?["managedFields"]?[0]?["fieldsV1"]?["f:spec"]
    #expect(
      fields == [
        "f:ports": [#"k:{"port":80,"protocol":"TCP"}"#: [".": [:], "f:name": [:], "f:port": [:]]],
        "f:selector": [:],
      ]
    )
  }

  @Test("an atomic map changes as a whole")
  func atomicMap() throws {
    let service: JSONValue = [
      "apiVersion": "v1", "kind": "Service", "metadata": ["name": "s", "namespace": "default"],
      "spec": ["selector": ["app": "x", "tier": "y"]],
    ]
    let live = try Applying.services.apply(service, by: "op")
    let result = try Applying.services.apply(
      service.setting(["spec", "selector"], ["app": "z"]),
      to: live,
      by: "op"
    )
    #expect(result["spec"]?["selector"] == ["app": "z"])
  }

  @Test("a live object without managers belongs to before-first-apply")
  func beforeFirstApply() throws {
    let live = Applying.deployment(image: "a:1")
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(Applying.image("a:2"), to: live, by: "op")
    }
    #expect(
      error?.message
        == #"Apply failed with 1 conflict: conflict with "before-first-apply" using apps/v1: "#
        + #".spec.template.spec.containers[name="api"].image"#
    )
  }

  @Test("an apply to the object does not own its status")
  func status() throws {
    let object = try Applying.deployments.apply(
      Applying.deployment(image: "a:1").setting(["status", "replicas"], 3),
      by: "op"
    )
    #expect(Applying.owners(of: object, containing: "f:status") == [])
  }
}
