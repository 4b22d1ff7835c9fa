import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("What kubectl writes")
  struct KubectlWriteTests {
    @Test("K6: client-side apply creates strictly, then patches by kind", arguments: Depth.every)
    func clientSideApply(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        let query = "fieldManager=kubectl-client-side-apply&fieldValidation=Strict"
        #expect(try await api.get(.deployments, "a").status == 404)
        let made = try await api.create(.deployments, Samples.deployment("a"), query)
        #expect(made.status == 201)
        #expect(
          made.object.metadata["managedFields"]?[0]?["manager"] == "kubectl-client-side-apply"
        )
        let containers: JSONValue = [["name": "app", "image": "app:v2"]]
        let patched = try await api.patch(
          .deployments,
          "a",
          .strategic,
          ["spec": ["template": ["spec": ["containers": containers]]]],
          nil,
          query
        )
        let container = patched.json["spec"]?["template"]?["spec"]?["containers"]?[0]
        #expect(container?["image"] == "app:v2")
        #expect(container?["terminationMessagePolicy"] == "File")
        try await api.create(api.widgets, api.widget("w"), query)
        let widget = try await api.patch(
          api.widgets,
          "w",
          .merge,
          ["spec": ["size": 5]],
          nil,
          query
        )
        #expect(widget.json["spec"]?["size"] == 5)
      }
    }

    @Test("K6: strict refuses unknown and repeated fields, each once", arguments: Depth.every)
    func strict(depth: Depth) async throws {
      try await depth.serve { api in
        let body =
          #"{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"#
          + #""data":{"k":"v","k":"w"},"dota":{}}"#
        let reply = try await api.send(
          APIServerRequest(.post, api.path(.configMaps)).asking("fieldValidation=Strict")
            .sending(body, as: "application/json")
        )
        #expect(
          reply.refusal
            == Refusal(
              400,
              "BadRequest",
              "ConfigMap in version \"v1\" cannot be handled as a ConfigMap: strict decoding error: "
                + "duplicate field \"data.k\", unknown field \"dota\""
            )
        )
      }
    }

    @Test(
      "K6: unknown fields are warned about, unless nobody wants to know",
      arguments: Depth.every
    )
    func warnings(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.configMap("a")
        body["dota"] = [:]
        let warned = try await api.create(.configMaps, body, "fieldValidation=Warn")
        #expect(warned.status == 201)
        #expect(warned.warnings == ["299 - \"unknown field \\\"dota\\\"\""])
        #expect(warned.json["dota"] == nil)
        body["metadata"]?["name"] = "b"
        let ignored = try await api.create(.configMaps, body, "fieldValidation=Ignore")
        #expect(ignored.status == 201)
        #expect(ignored.warnings.isEmpty)
      }
    }

    @Test(
      "K6: strict and warn hold for custom resources, and name the path",
      arguments: Depth.every
    )
    func customWarnings(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        let body = api.widget("a", ["size": 2, "colour": "red"])
        let refused = try await api.create(api.widgets, body, "fieldValidation=Strict")
        #expect(
          refused.refusal
            == Refusal(
              400,
              "BadRequest",
              "Widget in version \"v1\" cannot be handled as a Widget: strict decoding error: "
                + "unknown field \"spec.colour\""
            )
        )
        let warned = try await api.create(api.widgets, body, "fieldValidation=Warn")
        #expect(warned.warnings == ["299 - \"unknown field \\\"spec.colour\\\"\""])
        #expect(warned.json["spec"] == ["size": 2])
      }
    }

    @Test("K7: server-side apply takes YAML", arguments: Depth.every)
    func applyYAML(depth: Depth) async throws {
      try await depth.serve { api in
        let yaml = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n"
        let reply = try await api.send(
          APIServerRequest(.patch, api.path(.configMaps, "a"))
            .asking("fieldManager=kubectl&force=false")
            .sending(yaml, as: PatchFormat.apply.rawValue)
        )
        #expect(reply.status == 201)
        #expect(reply.json["data"] == ["k": "v"])
      }
    }

    @Test(
      "K7: kubectl moves from client-side to server-side apply without a conflict",
      arguments: Depth.every
    )
    func migration(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.configMap("a")
        let annotation = "kubectl.kubernetes.io/last-applied-configuration"
        let text = body.jsonText
        body["metadata"]?["annotations"] = [annotation: .string(text)]
        let query = "fieldManager=kubectl-client-side-apply"
        try await api.create(.configMaps, body, query)
        let applied = try await api.apply(
          .configMaps,
          Samples.configMap("a", ["k": "w"]),
          by: "kubectl",
          force: false
        )
        #expect(applied.status == 200)
        #expect(applied.json["data"] == ["k": "w"])
        let managers = (applied.json["metadata"]?["managedFields"]?.arrayValue ?? []).map {
          $0["manager"]?.stringValue
        }
        #expect(managers.contains("kubectl"))
      }
    }

    @Test(
      "K7: a JSON patch rewrites managedFields as kubectl migrates them",
      arguments: Depth.every
    )
    func rewritesManagers(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"), "fieldManager=old")
        var entry = made.json["metadata"]?["managedFields"]?[0] ?? .null
        entry["manager"] = "kubectl"
        entry["operation"] = "Apply"
        let patched = try await api.patch(
          .configMaps,
          "a",
          .json,
          [
            ["op": "replace", "path": "/metadata/managedFields", "value": [entry]],
            [
              "op": "replace", "path": "/metadata/resourceVersion",
              "value": .string(made.version),
            ],
          ]
        )
        #expect(patched.status == 200)
        let entries = patched.json["metadata"]?["managedFields"]?.arrayValue ?? []
        #expect(entries.map { $0["manager"] } == ["kubectl"])
        #expect(entries.map { $0["operation"] } == ["Apply"])
      }
    }

    @Test(
      "K8: scale shows and sets the replicas, with the selector as text",
      arguments: Depth.every
    )
    func scale(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.deployments, Samples.deployment("a"))
        let before = try await api.send(
          APIServerRequest(.get, api.path(.deployments, "a", "scale"))
        )
        #expect(before.json["kind"] == "Scale")
        #expect(before.json["apiVersion"] == "autoscaling/v1")
        #expect(before.json["spec"]?["replicas"] == 1)
        #expect(before.json["status"]?["selector"] == "app=a")
        let patched = try await api.patch(
          .deployments,
          "a",
          .merge,
          ["spec": ["replicas": 0]],
          "scale"
        )
        #expect(patched.status == 200)
        let read = try await api.get(.deployments, "a")
        #expect(read.json["spec"]?["replicas"] == 0)
        #expect(read.object.generation == 2)
      }
    }

    @Test(
      "K8: a scale with an old version is a conflict, a negative one invalid",
      arguments: Depth.every
    )
    func guardedScale(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.deployments, Samples.deployment("a"))
        var scale = try await api.send(
          APIServerRequest(.get, api.path(.deployments, "a", "scale"))
        ).json
        try await api.patch(.deployments, "a", .merge, ["spec": ["paused": true]])
        scale["spec"] = ["replicas": 3]
        let stale = try await api.replace(.deployments, scale, "scale")
        #expect(
          stale.refusal
            == Refusal(
              409,
              "Conflict",
              "Operation cannot be fulfilled on deployments.apps \"a\": the object has been modified; "
                + "please apply your changes to the latest version and try again"
            )
        )
        let negative = try await api.patch(
          .deployments,
          "a",
          .merge,
          ["spec": ["replicas": -1]],
          "scale"
        )
        #expect(
          negative.refusal
            == Refusal(
              422,
              "Invalid",
              "Scale.autoscaling \"a\" is invalid: spec.replicas: Invalid value: -1: must be greater "
                + "than or equal to 0"
            )
        )
      }
    }

    @Test("K8: the scale of a custom resource is where its definition says", arguments: Depth.every)
    func customScale(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let patched = try await api.patch(
          api.widgets,
          "a",
          .merge,
          ["spec": ["replicas": 5]],
          "scale"
        )
        #expect(patched.json["spec"]?["replicas"] == 5)
        let read = try await api.get(api.widgets, "a")
        #expect(read.json["spec"]?["size"] == 5)
        #expect(read.object.generation == 2)
      }
    }

    @Test(
      "K9: a deletion answers with the uid, and the object can be waited away",
      arguments: Depth.every
    )
    func delete(depth: Depth) async throws {
      try await depth.serve { api in
        var held = Samples.configMap("a")
        held["metadata"]?["finalizers"] = ["example.com/hold"]
        try await api.create(.configMaps, held)
        let free = try await api.create(.configMaps, Samples.configMap("b"))
        let gone = try await api.delete(
          .configMaps,
          "b",
          ["propagationPolicy": "Background"]
        )
        #expect(gone.json["kind"] == "Status")
        #expect(gone.json["status"] == "Success")
        #expect(gone.json["details"]?["uid"] == .string(free.object.uid))
        try await api.delete(.configMaps, "a", ["propagationPolicy": "Background"])
        let list = try await api.list(.configMaps, "fieldSelector=metadata.name%3Da")
        #expect(list.items.map(\.isBeingDeleted) == [true])
        let watch = try await api.watch(
          .configMaps,
          "fieldSelector=metadata.name%3Da&resourceVersion=\(list.version)"
        )
        try await api.patch(.configMaps, "a", .merge, ["metadata": ["finalizers": .null]])
        #expect(await watch.next(1) == ["DELETED a"])
      }
    }
  }
}
