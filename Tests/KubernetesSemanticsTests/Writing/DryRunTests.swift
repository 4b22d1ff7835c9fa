import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Dry runs")
  struct DryRunTests {
    @Test("D1: a dry run of any verb answers in full and stores nothing", arguments: Depth.every)
    func storesNothing(depth: Depth) async throws {
      try await depth.serve { api in
        let there = try await api.create(.configMaps, Samples.configMap("a"))
        let list = try await api.list(.configMaps)
        let watch = try await api.watch(.configMaps, "resourceVersion=\(list.version)")
        let all = "dryRun=All"
        let created = try await api.create(.configMaps, Samples.configMap("b"), all)
        #expect(created.status == 201)
        #expect(!created.object.uid.isEmpty)
        let replaced = try await api.replace(
          .configMaps,
          Samples.configMap("a", ["k": "w"]),
          nil,
          all
        )
        #expect(replaced.json["data"] == ["k": "w"])
        let patched = try await api.patch(.configMaps, "a", .merge, ["data": ["k": "x"]], nil, all)
        #expect(patched.json["data"] == ["k": "x"])
        #expect(patched.version == there.version)
        let applied = try await api.apply(
          .configMaps,
          Samples.configMap("a", ["l": "y"]),
          by: "me",
          nil,
          all
        )
        #expect(applied.json["data"] == ["k": "v", "l": "y"])
        let deleted = try await api.delete(.configMaps, "a", nil, all)
        #expect(deleted.status == 200)
        #expect(try await api.get(.configMaps, "a").json == there.json)
        #expect(try await api.get(.configMaps, "b").status == 404)
        try await api.create(.configMaps, Samples.configMap("c"))
        #expect(await watch.next(1) == ["ADDED c"])
      }
    }

    @Test(
      "D1: a dry run fills in defaults and is refused like the real thing",
      arguments: Depth.every
    )
    func checksEverything(depth: Depth) async throws {
      try await depth.serve { api in
        let created = try await api.create(.deployments, Samples.deployment("a"), "dryRun=All")
        #expect(created.json["spec"]?["progressDeadlineSeconds"] == 600)
        try await api.create(.configMaps, Samples.configMap("a"))
        let taken = try await api.create(.configMaps, Samples.configMap("a"), "dryRun=All")
        #expect(taken.refusal.reason == "AlreadyExists")
        var body = Samples.configMap("a")
        body["metadata"]?["resourceVersion"] = "1"
        let stale = try await api.replace(.configMaps, body, nil, "dryRun=All")
        #expect(stale.refusal.reason == "Conflict")
        let invalid = try await api.create(.configMaps, Samples.configMap("A"), "dryRun=All")
        #expect(invalid.refusal.reason == "Invalid")
        let absent = try await api.delete(.configMaps, "b", nil, "dryRun=All")
        #expect(absent.refusal.reason == "NotFound")
      }
    }

    @Test(
      "D1: All is the only dry run there is",
      arguments: Depth.every,
      [HTTPRequest.Method.post, .put, .patch, .delete]
    )
    func onlyAll(depth: Depth, method: HTTPRequest.Method) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let target = method == .post ? api.path(.configMaps) : api.path(.configMaps, "a")
        let body: JSONValue? = method == .delete ? nil : Samples.configMap("a")
        let reply = try await api.send(
          APIServerRequest(method, target, body).asking("dryRun=Some")
            .typed(method == .patch ? PatchFormat.merge.rawValue : "application/json")
        )
        let kind = [
          HTTPRequest.Method.post: "Create", .put: "Update", .patch: "Patch", .delete: "Delete",
        ][method]
        #expect(
          reply.refusal
            == Refusal(
              422,
              "Invalid",
              "\(kind ?? "")Options.meta.k8s.io \"\" is invalid: dryRun: Unsupported value: "
                + "[]string{\"Some\"}: "
                + "supported values: \"All\""
            )
        )
      }
    }
  }
}
