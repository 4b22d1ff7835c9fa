import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Owners and garbage")
  struct OwnershipTests {
    private static func owner(_ object: APIObject) -> (kind: String, name: String, uid: String) {
      ("ConfigMap", object.name, object.uid)
    }

    @Test("G1: an owner reference is complete", arguments: Depth.every)
    func complete(depth: Depth) async throws {
      try await depth.serve { api in
        for (field, problem) in [
          ("apiVersion", "version must not be empty"), ("kind", "must not be empty"),
          ("name", "must not be empty"), ("uid", "must not be empty"),
        ] {
          var child = Samples.child("c", of: ("ConfigMap", "a", "u"))
          var reference = child["metadata"]?["ownerReferences"]?[0] ?? .null
          reference[field] = ""
          child["metadata"]?["ownerReferences"] = [reference]
          let reply = try await api.create(.configMaps, child)
          #expect(
            reply.refusal
              == Refusal(
                422,
                "Invalid",
                "ConfigMap \"c\" is invalid: metadata.ownerReferences.\(field): Invalid value: \"\": "
                  + problem
              )
          )
        }
      }
    }

    @Test("G1: only one owner can be the controller", arguments: Depth.every)
    func oneController(depth: Depth) async throws {
      try await depth.serve { api in
        var child = Samples.configMap("c")
        child["metadata"]?["ownerReferences"] = .array(
          ["a", "b"].map { name in
            [
              "apiVersion": "v1", "kind": "ConfigMap", "name": .string(name),
              "uid": .string("uid-\(name)"), "controller": true,
            ]
          }
        )
        let reply = try await api.create(.configMaps, child)
        #expect(reply.refusal.code == 422)
        #expect(
          reply.refusal.message.hasSuffix(
            "Only one reference can have Controller set to true. Found \"true\" in references for "
              + "ConfigMap/a and ConfigMap/b"
          )
        )
        #expect(reply.causes.map(\.field) == ["metadata.ownerReferences"])
      }
    }

    @Test(
      "G2: dependents of a deleted owner go with it, however deep",
      arguments: Depth.everyWithControllers
    )
    func cascades(depth: Depth) async throws {
      try await depth.serve { api in
        let owner = try await api.create(.configMaps, Samples.configMap("a")).object
        let middle = try await api.create(.configMaps, Samples.child("b", of: Self.owner(owner)))
        try await api.create(.configMaps, Samples.child("c", of: Self.owner(middle.object)))
        try await api.delete(.configMaps, "a", ["propagationPolicy": "Background"])
        try await api.eventually("the grandchild is gone") {
          try await api.get(.configMaps, "c").status == 404
        }
        #expect(try await api.get(.configMaps, "b").status == 404)
      }
    }

    @Test(
      "G2: an owner made anew under the same name owns nothing",
      arguments: Depth.everyWithControllers
    )
    func goesByUID(depth: Depth) async throws {
      try await depth.serve { api in
        let owner = try await api.create(.configMaps, Samples.configMap("a")).object
        try await api.create(.configMaps, Samples.child("b", of: Self.owner(owner)))
        try await api.delete(.configMaps, "a", ["propagationPolicy": "Background"])
        try await api.create(.configMaps, Samples.configMap("a"))
        try await api.eventually("the child of the old owner is gone") {
          try await api.get(.configMaps, "b").status == 404
        }
        #expect(try await api.get(.configMaps, "a").status == 200)
      }
    }

    @Test(
      "G2: an owner of an unknown kind is not taken for gone",
      arguments: Depth.everyWithControllers
    )
    func unknownKind(depth: Depth) async throws {
      try await depth.serve { api in
        var child = Samples.child("b", of: ("Thing", "a", "u"))
        var reference = child["metadata"]?["ownerReferences"]?[0] ?? .null
        reference["apiVersion"] = .string("nowhere.\(api.group)/v1")
        child["metadata"]?["ownerReferences"] = [reference]
        try await api.create(.configMaps, child)
        // Something that is garbage goes first, so that the collector has had its turn.
        try await api.create(.configMaps, Samples.child("c", of: ("ConfigMap", "x", "gone")))
        try await api.eventually("garbage is collected") {
          try await api.get(.configMaps, "c").status == 404
        }
        #expect(try await api.get(.configMaps, "b").status == 200)
      }
    }

    @Test(
      "G2: foreground keeps the owner until blocking dependents are gone",
      arguments: Depth.everyWithControllers
    )
    func foreground(depth: Depth) async throws {
      try await depth.serve { api in
        let owner = try await api.create(.configMaps, Samples.configMap("a")).object
        var child = Samples.child("b", of: Self.owner(owner), blocking: true)
        child["metadata"]?["finalizers"] = ["example.com/hold"]
        try await api.create(.configMaps, child)
        let dying = try await api.delete(
          .configMaps,
          "a",
          ["propagationPolicy": "Foreground"]
        )
        #expect(dying.object.finalizers == ["foregroundDeletion"])
        try await api.eventually("the child is being deleted") {
          try await api.get(.configMaps, "b").object.isBeingDeleted
        }
        #expect(try await api.get(.configMaps, "a").status == 200)
        try await api.patch(.configMaps, "b", .merge, ["metadata": ["finalizers": .null]])
        try await api.eventually("the owner is gone") {
          try await api.get(.configMaps, "a").status == 404
        }
      }
    }

    @Test(
      "G2: orphaning keeps the dependents and drops their references",
      arguments: Depth.everyWithControllers
    )
    func orphan(depth: Depth) async throws {
      try await depth.serve { api in
        let owner = try await api.create(.configMaps, Samples.configMap("a")).object
        try await api.create(.configMaps, Samples.child("b", of: Self.owner(owner)))
        let dying = try await api.delete(.configMaps, "a", ["propagationPolicy": "Orphan"])
        #expect(dying.object.finalizers == ["orphan"])
        try await api.eventually("the owner is gone") {
          try await api.get(.configMaps, "a").status == 404
        }
        let left = try await api.get(.configMaps, "b")
        #expect(left.status == 200)
        #expect(left.object.ownerReferences.isEmpty)
      }
    }
  }
}
