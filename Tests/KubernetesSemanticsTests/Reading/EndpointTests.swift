import APIMachinery
import JSON
import Testing
import Transport

extension KubernetesSemantics {
  @Suite("Endpoints")
  struct EndpointTests {
    private static let kinds: [(type: ResourceType, subresources: [String])] = [
      (.namespaces, ["status"]), (.coreEvents, []), (.events, []), (.services, ["status"]),
      (.endpointSlices, []), (.configMaps, []), (.secrets, []), (.serviceAccounts, []),
      (.pods, ["status", "binding", "eviction", "proxy"]), (.nodes, ["status"]),
      (.deployments, ["status", "scale"]), (.replicaSets, ["status", "scale"]),
      (.controllerRevisions, []), (.horizontalPodAutoscalers, ["status"]),
      (.ingresses, ["status"]), (.podDisruptionBudgets, ["status"]), (.leases, []),
      (.customResourceDefinitions, ["status"]),
    ]

    @Test(
      "Endpoints: every kind that we use is served with its subresources",
      arguments: Depth.every
    )
    func kinds(depth: Depth) async throws {
      try await depth.serve { api in
        for (type, subresources) in Self.kinds {
          let list = try await api.send(APIServerRequest(.get, type.groupPath))
          let entries = list.json["resources"]?.arrayValue ?? []
          let entry = entries.first { $0["name"] == .string(type.plural) }
          #expect(entry?["kind"] == .string(type.kind))
          #expect(entry?["namespaced"] == .bool(type.isNamespaced))
          let verbs = (entry?["verbs"]?.arrayValue ?? []).compactMap(\.stringValue)
          for verb in [
            "create", "delete", "deletecollection", "get", "list", "patch", "update", "watch",
          ] where verb != "deletecollection" || type != .namespaces {
            #expect(verbs.contains(verb), "\(type.qualifiedName)")
          }
          let names = entries.compactMap { $0["name"]?.stringValue }
          for subresource in subresources {
            #expect(names.contains("\(type.plural)/\(subresource)"))
          }
        }
      }
    }

    @Test("Endpoints: every kind can be listed and watched", arguments: Depth.every)
    func lists(depth: Depth) async throws {
      try await depth.serve { api in
        for (type, _) in Self.kinds {
          let list = try await api.list(type)
          #expect(list.status == 200)
          #expect(list.json["kind"] == .string(type.kind + "List"))
          #expect(list.json["apiVersion"] == .string(type.apiVersion))
          let watch = try await api.watch(type, "resourceVersion=\(list.version)")
          #expect(watch.head.status == 200)
        }
      }
    }

    @Test("Endpoints: both event APIs are one storage", arguments: Depth.every)
    func events(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(
          .events,
          [
            "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": ["name": "e"],
            "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "c",
            "reportingInstance": "i", "action": "Act", "reason": "Why", "type": "Normal",
            "regarding": ["kind": "Pod", "namespace": .string(api.namespace), "name": "p"],
            "note": "said",
          ]
        )
        try #require(made.status == 201, "\(made.refusal)")
        let core = try await api.get(.coreEvents, "e")
        #expect(core.json["apiVersion"] == "v1")
        #expect(core.json["message"] == "said")
        #expect(core.json["involvedObject"]?["name"] == "p")
        #expect(core.object.uid == made.object.uid)
      }
    }

    @Test("Endpoints: who may do everything is told so", arguments: Depth.every)
    func accessReview(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.send(
          APIServerRequest(
            .post,
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            [
              "apiVersion": "authorization.k8s.io/v1", "kind": "SelfSubjectAccessReview",
              "spec": [
                "resourceAttributes": [
                  "verb": "create", "resource": "pods", "namespace": "default",
                ]
              ],
            ]
          )
        )
        #expect(reply.status == 201)
        #expect(reply.json["status"]?["allowed"] == true)
      }
    }

    @Test("Endpoints: what no group serves is not found", arguments: Depth.every)
    func unknown(depth: Depth) async throws {
      try await depth.serve { api in
        for path in ["/apis/nowhere.example.com/v1", "/apis/nowhere.example.com/v1/things"] {
          let reply = try await api.send(APIServerRequest(.get, path))
          #expect(reply.status == 404)
        }
      }
    }
  }
}
