import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Deletion and finalizers")
  struct DeletionTests {
    private static func held(_ name: String) -> JSONValue {
      var json = Samples.configMap(name)
      json["metadata"]?["finalizers"] = ["example.com/hold"]
      return json
    }

    @Test(
      "G3: a held object only begins to be deleted, and goes with its last finalizer",
      arguments: Depth.every
    )
    func held(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Self.held("a"))
        let dying = try await api.delete(.configMaps, "a")
        #expect(dying.status == 200)
        #expect(dying.json["kind"] == "ConfigMap")
        #expect(dying.object.isBeingDeleted)
        #expect(dying.json["metadata"]?["deletionGracePeriodSeconds"] == 0)
        let emptied = try await api.patch(
          .configMaps,
          "a",
          .merge,
          ["metadata": ["finalizers": .null]]
        )
        #expect(emptied.status == 200)
        #expect(try await api.get(.configMaps, "a").status == 404)
      }
    }

    @Test("G3: a dying object takes no new finalizer", arguments: Depth.every)
    func noNewFinalizer(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Self.held("a"))
        try await api.delete(.configMaps, "a")
        let reply = try await api.patch(
          .configMaps,
          "a",
          .merge,
          ["metadata": ["finalizers": ["example.com/hold", "example.com/more"]]]
        )
        #expect(
          reply.refusal
            == Refusal(
              422,
              "Invalid",
              "ConfigMap \"a\" is invalid: metadata.finalizers: Forbidden: no new finalizers can be "
                + "added if the object is being deleted, found new finalizers "
                + "[]string{\"example.com/more\"}"
            )
        )
      }
    }

    @Test("G3: nobody moves or takes back the time of a deletion", arguments: Depth.every)
    func deletionTime(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Self.held("a"))
        let dying = try await api.delete(.configMaps, "a")
        for time in [JSONValue.null, "2030-01-01T00:00:00Z"] {
          let reply = try await api.patch(
            .configMaps,
            "a",
            .merge,
            ["metadata": ["deletionTimestamp": time]]
          )
          #expect(
            reply.status == 422
              || reply.json["metadata"]?["deletionTimestamp"]
                == dying.json["metadata"]?["deletionTimestamp"]
          )
        }
        let read = try await api.get(.configMaps, "a")
        #expect(
          read.json["metadata"]?["deletionTimestamp"]
            == dying.json["metadata"]?["deletionTimestamp"]
        )
      }
    }

    @Test(
      "G4: a finalizer is taken off by a patch that tests where it stands",
      arguments: Depth.every
    )
    func guardedRemoval(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Self.held("a"))
        try await api.delete(.configMaps, "a")
        func removal(of name: JSONValue) -> JSONValue {
          [
            ["op": "test", "path": "/metadata/finalizers/0", "value": name],
            ["op": "remove", "path": "/metadata/finalizers/0"],
          ]
        }
        let wrong = try await api.patch(
          .configMaps,
          "a",
          .json,
          removal(of: "example.com/other")
        )
        #expect(wrong.status == 422)
        let right = try await api.patch(.configMaps, "a", .json, removal(of: "example.com/hold"))
        #expect(right.status == 200)
        #expect(try await api.get(.configMaps, "a").status == 404)
      }
    }

    @Test("G4: a finalizer is taken off by the apply of its only owner", arguments: Depth.every)
    func appliedRemoval(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        var claim = Samples.configMap("a")
        claim["data"] = nil
        claim["metadata"]?["finalizers"] = ["example.com/hold"]
        let claimed = try await api.apply(.configMaps, claim, by: "holder")
        #expect(claimed.object.finalizers == ["example.com/hold"])
        try await api.delete(.configMaps, "a")
        claim["metadata"]?["finalizers"] = nil
        let released = try await api.apply(.configMaps, claim, by: "holder")
        #expect(released.status == 200)
        #expect(try await api.get(.configMaps, "a").status == 404)
      }
    }

    @Test("G5: a deletion of another uid or version is a conflict", arguments: Depth.every)
    func preconditions(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        let other = try await api.delete(
          .configMaps,
          "a",
          ["preconditions": ["uid": "11111111-2222-4333-8444-555555555555"]]
        )
        #expect(
          other.refusal
            == Refusal(
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"a\": the UID in the precondition "
                + "(11111111-2222-4333-8444-555555555555) does not match the UID in record "
                + "(\(made.object.uid)). The object might have been deleted and then recreated"
            )
        )
        let stale = try await api.delete(
          .configMaps,
          "a",
          ["preconditions": ["resourceVersion": "1"]]
        )
        #expect(
          stale.refusal
            == Refusal(
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"a\": the ResourceVersion in the "
                + "precondition (1) does not match the ResourceVersion in record (\(made.version)). "
                + "The object might have been modified"
            )
        )
        let right = try await api.delete(
          .configMaps,
          "a",
          [
            "preconditions": [
              "uid": .string(made.object.uid), "resourceVersion": .string(made.version),
            ]
          ]
        )
        #expect(right.status == 200)
      }
    }
  }
}
