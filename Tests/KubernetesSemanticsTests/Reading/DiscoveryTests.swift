import Transport
import APIMachinery
import JSON
import Testing

extension KubernetesSemantics {
  @Suite("Discovery and OpenAPI")
  struct DiscoveryTests {
    private static let aggregated =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,"
      + "application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,application/json"

    @Test("K1: discovery is one document for those who ask for it", arguments: Depth.every)
    func aggregated(depth: Depth) async throws {
      try await depth.serve { api in
        for (path, group) in [("/api", nil), ("/apis", "apps")] {
          let reply = try await api.send(
            APIServerRequest(.get, path).accepting(Self.aggregated)
          )
          #expect(
            reply.headers["Content-Type"]
              == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
          )
          #expect(reply.json["apiVersion"] == "apidiscovery.k8s.io/v2")
          let names = (reply.json["items"]?.arrayValue ?? []).map {
            $0["metadata"]?["name"]?.stringValue
          }
          #expect(names.contains(group))
        }
      }
    }

    @Test(
      "K1: the documents that old clients and kopf read are still there",
      arguments: Depth.every
    )
    func legacy(depth: Depth) async throws {
      try await depth.serve { api in
        for (path, kind) in [
          ("/api", "APIVersions"), ("/apis", "APIGroupList"), ("/api/v1", "APIResourceList"),
          ("/apis/apps", "APIGroup"), ("/apis/apps/v1", "APIResourceList"),
        ] {
          let reply = try await api.send(
            APIServerRequest(.get, path).accepting("application/json")
          )
          #expect(reply.status == 200)
          #expect(reply.json["kind"] == .string(kind))
        }
      }
    }

    @Test("K1: the version is told to whoever asks", arguments: Depth.every)
    func version(depth: Depth) async throws {
      try await depth.serve { api in
        let reply = try await api.send(APIServerRequest(.get, "/version"))
        #expect(reply.json["major"] == "1")
        #expect(reply.json["gitVersion"]?.stringValue?.hasPrefix("v1.") == true)
      }
    }

    @Test(
      "K2: the index names a hashed document for every group and version",
      arguments: Depth.every
    )
    func openAPIIndex(depth: Depth) async throws {
      try await depth.serve { api in
        let index = try await api.send(APIServerRequest(.get, "/openapi/v3"))
        for path in ["api/v1", "apis/apps/v1", "apis/autoscaling/v2"] {
          let url = index.json["paths"]?[path]?["serverRelativeURL"]?.stringValue ?? ""
          #expect(url.hasPrefix("/openapi/v3/\(path)?hash="))
        }
      }
    }

    @Test("K2: a patch takes the parameters that kubectl looks for", arguments: Depth.every)
    func patchParameters(depth: Depth) async throws {
      try await depth.serve { api in
        let document = try await api.send(APIServerRequest(.get, "/openapi/v3/apis/apps/v1"))
        let path = "/apis/apps/v1/namespaces/{namespace}/deployments/{name}"
        let patch = document.json["paths"]?[path]?["patch"]
        #expect(
          patch?["x-kubernetes-group-version-kind"]
            == ["group": "apps", "kind": "Deployment", "version": "v1"]
        )
        let names = (patch?["parameters"]?.arrayValue ?? []).map { $0["name"]?.stringValue }
        for name in ["dryRun", "fieldManager", "fieldValidation", "force"] {
          #expect(names.contains(name))
        }
      }
    }

    @Test("K2: every kind has a schema that says which kind it is", arguments: Depth.every)
    func schemas(depth: Depth) async throws {
      try await depth.serve { api in
        let document = try await api.send(APIServerRequest(.get, "/openapi/v3/apis/apps/v1"))
        let schemas = document.json["components"]?["schemas"]?.objectValue ?? [:]
        let kinds = schemas.members.flatMap { member in
          (member.value["x-kubernetes-group-version-kind"]?.arrayValue ?? []).map { $0["kind"] }
        }
        for kind in ["Deployment", "ReplicaSet", "ControllerRevision"] {
          #expect(kinds.contains(.string(kind)))
        }
      }
    }

    @Test(
      "K2, K13: a definition is in discovery, and in OpenAPI with its words",
      arguments: Depth.every
    )
    func customResources(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        let path = "/apis/\(api.group)/v1"
        try await api.eventually("widgets are discovered") {
          try await api.send(APIServerRequest(.get, path)).status == 200
        }
        let list = try await api.send(APIServerRequest(.get, path))
        let names = (list.json["resources"]?.arrayValue ?? []).map { $0["name"]?.stringValue ?? "" }
        #expect(names.sorted() == ["widgets", "widgets/scale", "widgets/status"])
        try await api.eventually("widgets are in OpenAPI") {
          try await api.send(APIServerRequest(.get, "/openapi/v3" + path)).status == 200
        }
        let document = try await api.send(APIServerRequest(.get, "/openapi/v3" + path))
        let schemas = document.json["components"]?["schemas"]?.objectValue ?? [:]
        let widget = schemas.members.first { $0.key.hasSuffix(".Widget") }?.value
        #expect(
          widget?["properties"]?["spec"]?["properties"]?["size"]?["description"] == "How many."
        )
      }
    }
  }
}
