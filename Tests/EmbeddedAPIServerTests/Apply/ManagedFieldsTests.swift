import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time

@Suite("Who owns what after an update")
struct ManagedFieldsTests {
  @Test("S6: a creation is owned by its writer, parents that did not exist included")
  func creation() {
    let map: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c", "uid": "1"],
      "data": ["a": "1"],
    ]
    let object = Applying(topology: .of(.configMaps)).record(nil, map, by: "kubectl-create")
    #expect(
      object["metadata"]?["managedFields"] == [
        [
          "manager": "kubectl-create", "operation": "Update", "apiVersion": "v1",
          "time": "2026-01-01T00:00:00Z", "fieldsType": "FieldsV1",
          "fieldsV1": ["f:data": [".": [:], "f:a": [:]]],
        ]
      ]
    )
  }

  @Test("an update owns what it changes, and what it deletes is owned by nobody")
  func update() {
    let created = Applying.deployments.record(nil, Applying.deployment(image: "a:1"), by: "one")
    let changed = created.setting(["spec", "replicas"], 5)
      .setting(["metadata", "labels"], nil)
    let updated = Applying.deployments.record(created, changed, by: "two")
    #expect(Applying.owners(of: updated, containing: "f:replicas") == ["two"])
    #expect(Applying.owners(of: updated, containing: "f:labels") == [])
    #expect(Applying.owners(of: updated, containing: "f:image") == ["one"])
  }

  @Test("an update without a change moves no timestamp")
  func unchanged() {
    let created = Applying.deployments.record(nil, Applying.deployment(image: "a:1"), by: "one")
    let later = Timestamp(rfc3339: "2026-01-02T00:00:00Z")
    #expect(Applying.deployments.record(created, created, by: "one", at: later) == created)
  }

  @Test("writes to a subresource are a manager of their own, and cannot rewrite managedFields")
  func subresource() {
    let created = Applying.deployments.record(nil, Applying.deployment(image: "a:1"), by: "one")
    let changed = created.setting(["status", "replicas"], 3)
      .setting(["metadata", "managedFields"], [[:]])
    let updated = Applying.deployments.record(created, changed, by: "one", subresource: "status")
    let entries = updated["metadata"]?["managedFields"]?.arrayValue ?? []
    #expect(entries.map { $0["subresource"] ?? "" } == ["", "status"])
    #expect(entries.last?["fieldsV1"] == ["f:status": ["f:replicas": [:]]])
  }

  @Test("S6: managedFields [{}] forgets everybody, until the next apply")
  func reset() throws {
    let created = Applying.deployments.record(nil, Applying.deployment(image: "a:1"), by: "one")
    let reset = Applying.deployments.record(
      created,
      created.setting(["metadata", "managedFields"], [[:]]),
      by: "one"
    )
    #expect(reset["metadata"]?["managedFields"] == nil)
    let changed = Applying.deployments.record(
      reset,
      reset.setting(["spec", "replicas"], 9),
      by: "two"
    )
    #expect(changed["metadata"]?["managedFields"] == nil)
    let applied = try Applying.deployments.apply(
      Applying.deployment(image: "a:1").setting(["spec", "replicas"], 9),
      to: changed,
      by: "op"
    )
    #expect(Applying.owners(of: applied, containing: "f:replicas") == ["before-first-apply", "op"])
  }

  @Test("S6: at most ten updaters are kept; the oldest become ancient-changes")
  func cap() {
    let configMaps = Applying(topology: .of(.configMaps))
    var object: JSONValue = [
      "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c"], "data": ["a0": "0"],
    ]
    object = configMaps.record(nil, object, by: "m0")
    for index in 1...12 {
      let next = object.setting(["data", "a\(index)"], "x")
      let time = Timestamp(epochSeconds: 1_767_225_600 + Int64(index))
      object = configMaps.record(object, next, by: "m\(index)", at: time)
    }
    let managers = object["metadata"]?["managedFields"]?.arrayValue?.compactMap {
      $0["manager"]?.stringValue
    }
    #expect(
      managers == [
        "ancient-changes", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12",
      ]
    )
    #expect(Applying.owners(of: object, containing: #""f:a3""#) == ["ancient-changes"])
  }

  @Test("K7: kubectl moves from client-side to server-side apply without a conflict")
  func clientSideApply() throws {
    let note = "kubectl.kubernetes.io/last-applied-configuration"
    let old = Applying.deployment(image: "a:1")
    let noted = old.setting(["metadata", "annotations", note], .string(old.jsonText + "\n"))
    let live = Applying.deployments.record(nil, noted, by: "kubectl-client-side-apply")
    let new = Applying.deployment(image: "a:2")
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(new, to: live, by: "op")
    }
    #expect(error?.code == 409)
    let applied = try Applying.deployments.apply(new, to: live, by: "kubectl")
    #expect(Applying.container(applied, 0)?["image"] == "a:2")
    #expect(applied["metadata"]?["annotations"]?[note] == .string(new.jsonText + "\n"))
    #expect(
      Applying.owners(of: applied, containing: "f:replicas")
        == ["kubectl", "kubectl-client-side-apply"]
    )
  }

  @Test("K7: a field that was changed since the client-side apply is still a conflict")
  func changedSince() throws {
    let note = "kubectl.kubernetes.io/last-applied-configuration"
    let old = Applying.deployment(image: "a:1")
    let noted = old.setting(["metadata", "annotations", note], .string(old.jsonText))
    let live = Applying.deployments.record(nil, noted, by: "kubectl-client-side-apply")
    let edited = Applying.deployments.record(
      live,
      live.setting(["spec", "replicas"], 8),
      by: "kubectl-edit"
    )
    let error = #expect(throws: APIStatus.self) {
      try Applying.deployments.apply(
        Applying.deployment(image: "a:1"),
        to: edited,
        by: "kubectl"
      )
    }
    #expect(
      error?.message
        == #"Apply failed with 1 conflict: conflict with "kubectl-edit" using apps/v1: "#
        + ".spec.replicas"
    )
  }

  @Test("K7: kubectl's patch of managedFields is taken as sent")
  func migration() {
    let created = Applying.deployments.record(
      nil,
      Applying.deployment(image: "a:1"),
      by: "kubectl-client-side-apply"
    )
    var entry = created["metadata"]?["managedFields"]?[0] ?? .null
    entry["manager"] = "kubectl"
    entry["operation"] = "Apply"
    let patched = created.setting(["metadata", "managedFields"], .array([entry]))
    let updated = Applying.deployments.record(created, patched, by: "kubectl-client-side-apply")
    #expect(updated["metadata"]?["managedFields"] == .array([entry]))
  }
}
