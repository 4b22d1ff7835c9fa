import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Server-side apply")
  struct ApplyTests {
    @Test(
      "S1: an apply needs a manager of at most 128 printable characters",
      arguments: Depth.every
    )
    func manager(depth: Depth) async throws {
      try await depth.serve { api in
        let long = String(repeating: "m", count: 129)
        for (query, problem) in [
          ("", "Required value: is required for apply patch"),
          ("fieldManager=\(long)", "Too long: may not be more than 128 bytes"),
          (
            "fieldManager=a%0Ab",
            "Invalid value: \"a\\nb\": invalid character U+000A (at position 1)"
          ),
        ] {
          let reply = try await api.send(
            APIServerRequest(.patch, api.path(.configMaps, "a"), Samples.configMap("a"))
              .typed(PatchFormat.apply.rawValue).asking(query)
          )
          #expect(
            reply.refusal
              == Refusal(
                422,
                "Invalid",
                "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: \(problem)"
              )
          )
        }
      }
    }

    @Test("S1: only an apply may force", arguments: Depth.every)
    func force(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let reply = try await api.patch(.configMaps, "a", .merge, [:], nil, "force=true")
        #expect(
          reply.refusal
            == Refusal(
              422,
              "Invalid",
              "PatchOptions.meta.k8s.io \"\" is invalid: force: Forbidden: may not be specified for "
                + "non-apply patch"
            )
        )
      }
    }

    @Test("S1: an apply names the URL's version and no managers", arguments: Depth.every)
    func body(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.configMap("a")
        body["metadata"]?["managedFields"] = [
          ["manager": "x", "operation": "Apply", "apiVersion": "v1"]
        ]
        let managed = try await api.apply(.configMaps, body, by: "me")
        #expect(
          managed.refusal == Refusal(400, "BadRequest", "metadata.managedFields must be nil")
        )
        body = Samples.configMap("a")
        body["apiVersion"] = "v2"
        let version = try await api.apply(.configMaps, body, by: "me")
        #expect(
          version.refusal
            == Refusal(
              400,
              "BadRequest",
              "Incorrect version specified in apply patch. Specified patch version: v2, expected: v1"
            )
        )
      }
    }

    @Test("S2: an apply creates what is not there", arguments: Depth.every)
    func creates(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.apply(.configMaps, Samples.configMap("a"), by: "me")
        #expect(reply.status == 201)
        let entries = reply.json["metadata"]?["managedFields"]?.arrayValue ?? []
        #expect(entries.map { $0["manager"] } == ["me"])
        #expect(entries.map { $0["operation"] } == ["Apply"])
        #expect(entries.first?["fieldsV1"] == ["f:data": ["f:k": [:]]])
      }
    }

    @Test(
      "S2: a uid in the body creates nothing and changes no other object",
      arguments: Depth.every
    )
    func uid(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.configMap("a")
        body["metadata"]?["uid"] = "other"
        let absent = try await api.apply(.configMaps, body, by: "me")
        #expect(
          absent.refusal
            == Refusal(
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"a\": uid mismatch: the provided object "
                + "specified uid other, and no existing object was found"
            )
        )
        try await api.create(.configMaps, Samples.configMap("a"))
        let differs = try await api.apply(.configMaps, body, by: "me", force: true)
        #expect(
          differs.refusal
            == Refusal(
              422,
              "Invalid",
              "ConfigMap \"a\" is invalid: metadata.uid: Invalid value: \"other\": field is immutable"
            )
        )
      }
    }

    @Test(
      "S3: another value of somebody's field is a conflict until forced",
      arguments: Depth.every
    )
    func conflict(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.apply(.configMaps, Samples.configMap("a"), by: "me")
        let other = Samples.configMap("a", ["k": "w"])
        let refused = try await api.apply(.configMaps, other, by: "you")
        #expect(
          refused.refusal
            == Refusal(
              409,
              "Conflict",
              "Apply failed with 1 conflict: conflict with \"me\": .data.k"
            )
        )
        #expect(
          refused.causes == [
            .init(
              reason: "FieldManagerConflict",
              message: "conflict with \"me\"",
              field: ".data.k"
            )
          ]
        )
        let forced = try await api.apply(.configMaps, other, by: "you", force: true)
        #expect(forced.json["data"] == ["k": "w"])
        #expect(Self.owners(of: "f:k", in: forced) == ["you"])
      }
    }

    @Test("S3: the same value makes two owners", arguments: Depth.every)
    func shared(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.apply(.configMaps, Samples.configMap("a"), by: "me")
        let reply = try await api.apply(.configMaps, Samples.configMap("a"), by: "you")
        #expect(reply.status == 200)
        #expect(Self.owners(of: "f:k", in: reply) == ["me", "you"])
      }
    }

    @Test("S4: what its only owner drops is removed, what is shared stays", arguments: Depth.every)
    func drops(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.apply(.configMaps, Samples.configMap("a", ["k": "v", "l": "v"]), by: "me")
        try await api.apply(.configMaps, Samples.configMap("a", ["k": "v"]), by: "you")
        let reply = try await api.apply(.configMaps, Samples.configMap("a", ["m": "v"]), by: "me")
        #expect(reply.json["data"] == ["k": "v", "m": "v"])
        #expect(Self.owners(of: "f:k", in: reply) == ["you"])
      }
    }

    @Test("S5: an apply that changes nothing keeps the version", arguments: Depth.every)
    func noOperation(depth: Depth) async throws {
      try await depth.serve { api in
        let first = try await api.apply(.deployments, Samples.deployment("a"), by: "me")
        let second = try await api.apply(.deployments, Samples.deployment("a"), by: "me")
        #expect(second.status == 200)
        #expect(second.version == first.version || api.runsControllers)
        #expect(second.object.generation == 1)
      }
    }

    @Test("S5: a replace or patch that changes nothing keeps the version", arguments: Depth.every)
    func noOperationElsewhere(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        let replaced = try await api.replace(.configMaps, made.json)
        let merged = try await api.patch(.configMaps, "a", .merge, ["data": ["k": "v"]])
        #expect([replaced.version, merged.version] == [made.version, made.version])
      }
    }

    @Test("S6: at most ten updaters are remembered", arguments: Depth.every)
    func tenManagers(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"), "fieldManager=m0")
        for number in 1...12 {
          try await api.patch(
            .configMaps,
            "a",
            .merge,
            ["data": ["k\(number)": "v"]],
            nil,
            "fieldManager=m\(number)"
          )
        }
        let entries = try await api.get(.configMaps, "a").json["metadata"]?["managedFields"]
        #expect(entries?.arrayValue?.count == 10)
        #expect(entries?.arrayValue?.contains { $0["manager"] == "ancient-changes" } == true)
      }
    }

    @Test("S6: an empty entry forgets all managers", arguments: Depth.every)
    func reset(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let reply = try await api.patch(
          .configMaps,
          "a",
          .merge,
          ["metadata": ["managedFields": [[:]]]]
        )
        #expect(reply.status == 200)
        #expect(reply.json["metadata"]?["managedFields"] == nil)
      }
    }

    @Test(
      "S7: keyed lists of two managers are joined, atomic ones conflict",
      arguments: Depth.every
    )
    func lists(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(spec: Self.listSpec)
        func applied(_ spec: JSONValue, by manager: String) async throws -> Reply {
          try await api.apply(api.widgets, api.widget("a", spec), by: manager)
        }
        _ = try await applied(
          ["keyed": [["name": "a", "value": 1]], "set": ["x"], "whole": ["x"]],
          by: "me"
        )
        let joined = try await applied(
          ["keyed": [["name": "b", "value": 2]], "set": ["y"]],
          by: "you"
        )
        #expect(joined.json["spec"]?["set"] == ["x", "y"])
        #expect(joined.json["spec"]?["keyed"]?.arrayValue?.count == 2)
        let atomic = try await applied(["whole": ["y"]], by: "you")
        #expect(
          atomic.refusal.message
            == "Apply failed with 1 conflict: conflict with \"me\": .spec.whole"
        )
      }
    }

    @Test("S7: an applied list may not name an element twice", arguments: Depth.every)
    func duplicates(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets(spec: Self.listSpec)
        for (spec, problem) in [
          (
            ["keyed": [["name": "a"], ["name": "a"]]] as JSONValue,
            ".spec.keyed: duplicate entries for key [name=\"a\"]"
          ),
          (["set": ["x", "x"]], ".spec.set: duplicate entries for key [=\"x\"]"),
        ] {
          let reply = try await api.apply(api.widgets, api.widget("a", spec), by: "me")
          #expect(
            reply.refusal
              == Refusal(
                500,
                "",
                "failed to create typed patch object (/a; "
                  + "\(api.widgets.apiVersion), Kind=Widget): \(problem)"
              )
          )
        }
      }
    }

    private static let listSpec: JSONValue = [
      "type": "object",
      "properties": [
        "keyed": [
          "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
          "items": [
            "type": "object", "required": ["name"],
            "properties": ["name": ["type": "string"], "value": ["type": "integer"]],
          ],
        ],
        "set": [
          "type": "array", "x-kubernetes-list-type": "set", "items": ["type": "string"],
        ],
        "whole": [
          "type": "array", "x-kubernetes-list-type": "atomic", "items": ["type": "string"],
        ],
      ],
    ]

    /// Who owns a key of `data`, in the order of managedFields.
    private static func owners(of field: String, in reply: Reply) -> [String] {
      (reply.json["metadata"]?["managedFields"]?.arrayValue ?? []).filter {
        $0["fieldsV1"]?["f:data"]?[field] != nil
      }.compactMap { $0["manager"]?.stringValue }.sorted()
    }
  }
}
