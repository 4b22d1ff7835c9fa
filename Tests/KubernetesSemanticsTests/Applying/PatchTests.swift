import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Patches and replaces")
  struct PatchTests {
    @Test("S8: custom resources understand no strategic merge", arguments: Depth.every)
    func noStrategicMerge(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let reply = try await api.patch(api.widgets, "a", .strategic, ["spec": ["size": 4]])
        #expect(reply.refusal.code == 415)
        #expect(reply.refusal.reason == "UnsupportedMediaType")
        #expect(
          reply.refusal.message.hasPrefix(
            "the body of the request was in an unknown format - accepted media types include: "
              + "application/json-patch+json, application/merge-patch+json, "
              + "application/apply-patch+yaml"
          )
        )
      }
    }

    @Test("S8: a JSON patch has at most 10,000 operations", arguments: Depth.every)
    func operations(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let operation: JSONValue = ["op": "add", "path": "/data/x", "value": "y"]
        let reply = try await api.patch(
          .configMaps,
          "a",
          .json,
          .array(Array(repeating: operation, count: 10_001))
        )
        #expect(
          reply.refusal
            == Refusal(
              413,
              "RequestEntityTooLarge",
              "Request entity too large: The allowed maximum operations in a JSON patch is 10000, "
                + "got 10001"
            )
        )
      }
    }

    @Test("S8: a JSON patch whose test fails changes nothing", arguments: Depth.every)
    func failingTest(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        let reply = try await api.patch(
          .configMaps,
          "a",
          .json,
          [
            ["op": "test", "path": "/data/k", "value": "other"],
            ["op": "replace", "path": "/data/k", "value": "w"],
          ]
        )
        #expect(reply.refusal.code == 422)
        #expect(reply.refusal.reason == "Invalid")
        #expect(try await api.get(.configMaps, "a").json == made.json)
      }
    }

    @Test(
      "S8: a replace needs a version for a custom resource, none for a built-in",
      arguments: Depth.every
    )
    func unconditional(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let custom = try await api.replace(api.widgets, api.widget("a", ["size": 4]))
        #expect(
          custom.refusal
            == Refusal(
              422,
              "Invalid",
              "\(api.widgets.qualifiedName) \"a\" is invalid: metadata.resourceVersion: Invalid value: "
                + "0x0: must be specified for an update"
            )
        )
        try await api.create(.configMaps, Samples.configMap("a"))
        let builtIn = try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        #expect(builtIn.json["data"] == ["k": "w"])
      }
    }

    @Test(
      "S8: a patch with an old version is a conflict, one without never",
      arguments: Depth.every
    )
    func patchVersions(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        let free = try await api.patch(.configMaps, "a", .merge, ["data": ["k": "w"]])
        #expect(free.status == 200)
        for format in [PatchFormat.merge, .strategic, .apply] {
          var patch = Samples.configMap("a", ["l": "x"])
          patch["metadata"]?["resourceVersion"] = .string(made.version)
          let stale = try await api.patch(
            .configMaps,
            "a",
            format,
            patch,
            nil,
            format == .apply ? "fieldManager=me&force=true" : ""
          )
          #expect(
            stale.refusal
              == Refusal(
                409,
                "Conflict",
                "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; "
                  + "please apply your changes to the latest version and try again"
              )
          )
        }
      }
    }

    @Test(
      "S9: the object's endpoint ignores status, the status endpoint all else",
      arguments: Depth.every
    )
    func endpoints(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        var body = api.widget("a")
        body["status"] = ["size": 9]
        let made = try await api.create(api.widgets, body)
        #expect(made.json["status"] == nil)
        var status = made.json
        status["spec"] = ["size": 7]
        status["metadata"]?["labels"] = ["t": "x"]
        status["status"] = ["size": 3]
        let written = try await api.replace(api.widgets, status, "status")
        #expect(written.status == 200)
        #expect(written.json["spec"] == ["size": 3])
        #expect(written.object.labels.isEmpty)
        #expect(written.json["status"] == ["size": 3])
        var spec = written.json
        spec["spec"] = ["size": 5]
        spec["status"] = ["size": 8]
        let replaced = try await api.replace(api.widgets, spec)
        #expect(replaced.json["status"] == ["size": 3])
        #expect(replaced.json["spec"] == ["size": 5])
      }
    }

    @Test("S9: generation counts what is wanted, not metadata or status", arguments: Depth.every)
    func generation(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        var held = api.widget("a")
        held["metadata"]?["finalizers"] = ["example.com/hold"]
        #expect(try await api.create(api.widgets, held).object.generation == 1)
        func patched(_ patch: JSONValue, _ subresource: String? = nil) async throws -> Int {
          try await api.patch(api.widgets, "a", .merge, patch, subresource).object.generation
        }
        #expect(try await patched(["metadata": ["labels": ["t": "x"]]]) == 1)
        #expect(try await patched(["status": ["size": 1]], "status") == 1)
        #expect(try await patched(["spec": ["size": 4]]) == 2)
        #expect(try await patched(["spec": ["size": 4]]) == 2)
        #expect(try await api.delete(api.widgets, "a").object.generation == 3)
        #expect(try await api.delete(api.widgets, "a").object.generation == 3)
      }
    }
  }
}
