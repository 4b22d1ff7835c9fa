import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Refusals and limits")
  struct RefusalTests {
    @Test("K11: what is not there is 404 with its name and kind", arguments: Depth.every)
    func notFound(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.get(.deployments, "nope")
        #expect(
          reply.json == [
            "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure",
            "message": "deployments.apps \"nope\" not found", "reason": "NotFound",
            "details": ["name": "nope", "group": "apps", "kind": "deployments"], "code": 404,
          ]
        )
      }
    }

    @Test("K11: a second object of a name is 409 AlreadyExists", arguments: Depth.every)
    func alreadyExists(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let reply = try await api.create(.configMaps, Samples.configMap("a"))
        #expect(
          reply.refusal
            == Refusal(409, "AlreadyExists", "configmaps \"a\" already exists")
        )
      }
    }

    @Test("K11: a replace of an old version is 409 Conflict", arguments: Depth.every)
    func conflict(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        var stale = made.json
        stale["data"] = ["k": "x"]
        let reply = try await api.replace(.configMaps, stale)
        #expect(
          reply.refusal
            == Refusal(
              409,
              "Conflict",
              "Operation cannot be fulfilled on configmaps \"a\": the object has been modified; "
                + "please apply your changes to the latest version and try again"
            )
        )
      }
    }

    @Test("K11: an invalid object is 422 with a cause for each field", arguments: Depth.every)
    func invalid(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.deployment("a")
        body["spec"]?["replicas"] = -1
        body["spec"]?["template"]?["metadata"] = ["labels": ["app": "b"]]
        let reply = try await api.create(.deployments, body)
        #expect(reply.refusal.code == 422)
        #expect(reply.refusal.reason == "Invalid")
        #expect(
          reply.causes.map(\.field).sorted() == ["spec.replicas", "spec.template.metadata.labels"]
        )
        #expect(reply.causes.allSatisfy { $0.reason == "FieldValueInvalid" })
        #expect(reply.json["details"]?["kind"] == "Deployment")
      }
    }

    @Test("K11: a body of an unknown form is 415", arguments: Depth.every)
    func mediaType(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.send(
          APIServerRequest(.post, api.path(.configMaps)).sending("a=b", as: "text/plain")
        )
        #expect(reply.refusal.code == 415)
        #expect(reply.refusal.reason == "UnsupportedMediaType")
        #expect(
          reply.refusal.message.hasPrefix(
            "the body of the request was in an unknown format - accepted media types include: "
          )
        )
      }
    }

    @Test(
      "K11: an eviction that a budget forbids is 429 with its cause",
      arguments: Depth.embeddedOnly("a real server first wants a scheduler and a kubelet")
    )
    func eviction(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.pods, Self.pod)
        // A pod that does not run yet is not what a budget protects.
        try await api.patch(.pods, "p", .merge, ["status": ["phase": "Running"]], "status")
        try await api.create(.podDisruptionBudgets, Self.budget)
        let reply = try await api.send(
          APIServerRequest(
            .post,
            api.path(.pods, "p", "eviction"),
            ["apiVersion": "policy/v1", "kind": "Eviction", "metadata": ["name": "p"]]
          )
        )
        #expect(
          reply.refusal
            == Refusal(
              429,
              "TooManyRequests",
              "Cannot evict pod as it would violate the pod's disruption budget."
            )
        )
        #expect(reply.causes.map(\.reason) == ["DisruptionBudget"])
      }
    }

    @Test("K15: a body beyond 3 MiB is refused", arguments: Depth.every)
    func tooLarge(depth: Depth) async throws {
      try await depth.serve { api in
        let text = String(repeating: "x", count: 3 << 20)
        let reply = try await api.create(.configMaps, Samples.configMap("a", ["k": .string(text)]))
        #expect(
          reply.refusal
            == Refusal(
              413,
              "RequestEntityTooLarge",
              "Request entity too large: limit is 3145728"
            )
        )
      }
    }

    @Test("K15: annotations hold 256 KiB together", arguments: Depth.every)
    func annotations(depth: Depth) async throws {
      try await depth.serve { api in
        func annotated(_ name: String, _ bytes: Int) -> JSONValue {
          var body = Samples.configMap(name)
          body["metadata"]?["annotations"] = [
            "a": .string(String(repeating: "x", count: bytes - 1))
          ]
          return body
        }
        let most = try await api.create(.configMaps, annotated("a", 256 << 10))
        #expect(most.status == 201)
        let more = try await api.create(.configMaps, annotated("b", 256 << 10 + 1))
        #expect(
          more.refusal
            == Refusal(
              422,
              "Invalid",
              "ConfigMap \"b\" is invalid: metadata.annotations: Too long: may not be more than "
                + "262144 bytes"
            )
        )
      }
    }

    @Test("K15: names and labels follow RFC 1123, in the server's words", arguments: Depth.every)
    func names(depth: Depth) async throws {
      try await depth.serve { api in
        let name = try await api.create(.configMaps, Samples.configMap("A_b"))
        #expect(
          name.refusal
            == Refusal(
              422,
              "Invalid",
              "ConfigMap \"A_b\" is invalid: metadata.name: Invalid value: \"A_b\": a lowercase RFC "
                + "1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and "
                + "must start and end with an alphanumeric character (e.g. 'example.com', regex used "
                + "for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
            )
        )
        let long = String(repeating: "x", count: 64)
        let label = try await api.create(
          .configMaps,
          Samples.configMap("a", labels: ["t": .string(long)])
        )
        #expect(
          label.refusal
            == Refusal(
              422,
              "Invalid",
              "ConfigMap \"a\" is invalid: metadata.labels: Invalid value: \"\(long)\": must be no "
                + "more than 63 bytes"
            )
        )
      }
    }

    @Test(
      "K15: generated names are the prefix and five letters, all different",
      arguments: Depth.every
    )
    func generateName(depth: Depth) async throws {
      try await depth.serve { api in
        var body = Samples.configMap("")
        body["metadata"] = ["generateName": "gen-"]
        var names: [String] = []
        for _ in 0..<20 {
          names.append(try await api.create(.configMaps, body).object.name)
        }
        #expect(Set(names).count == 20)
        #expect(
          names.allSatisfy { $0.wholeMatch(of: /gen-[bcdfghjklmnpqrstvwxz2456789]{5}/) != nil }
        )
      }
    }

    private static let pod: JSONValue = [
      "apiVersion": "v1", "kind": "Pod", "metadata": ["name": "p", "labels": ["app": "a"]],
      "spec": ["containers": [["name": "app", "image": "app:v1"]]],
    ]

    private static let budget: JSONValue = [
      "apiVersion": "policy/v1", "kind": "PodDisruptionBudget", "metadata": ["name": "b"],
      "spec": ["minAvailable": 1, "selector": ["matchLabels": ["app": "a"]]],
    ]
  }
}
