import Transport
import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing

extension KubernetesSemantics {
  @Suite("Resource versions and lists")
  struct ResourceVersionTests {
    @Test(
      "K12: one counter serves all kinds, and a list is as new as its items",
      arguments: Depth.every
    )
    func oneCounter(depth: Depth) async throws {
      try await depth.serve { api in
        let map = try await api.create(.configMaps, Samples.configMap("a"))
        let secret = try await api.create(
          .secrets,
          ["apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"]]
        )
        let changed = try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        #expect(map.revision < secret.revision)
        #expect(secret.revision < changed.revision)
        let list = try await api.list(.configMaps)
        #expect(list.items.allSatisfy { (UInt64($0.resourceVersion) ?? .max) <= list.revision })
      }
    }

    @Test("K12: any version that has been reached can be asked for", arguments: Depth.every)
    func reachedVersions(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        for version in ["", "0", made.version] {
          let read = try await api.get(.configMaps, "a", "resourceVersion=\(version)")
          let list = try await api.list(.configMaps, "resourceVersion=\(version)")
          #expect(version == "0" || read.version == made.version)
          #expect(version == "0" || list.items.map(\.name).contains("a"))
        }
      }
    }

    @Test("K12: a match needs a version to match", arguments: Depth.every)
    func matchNeedsVersion(depth: Depth) async throws {
      try await depth.serve { api in
        let bare = try await api.list(.configMaps, "resourceVersionMatch=Exact")
        #expect(
          bare.refusal
            == Refusal(
              422,
              "Invalid",
              "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                + "resourceVersionMatch is forbidden unless resourceVersion is provided"
            )
        )
        let zero = try await api.list(
          .configMaps,
          "resourceVersionMatch=Exact&resourceVersion=0"
        )
        #expect(
          zero.refusal
            == Refusal(
              422,
              "Invalid",
              "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                + "resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\""
            )
        )
      }
    }

    @Test("K12: an exact version shows the past", arguments: Depth.every)
    func exact(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let then = try await api.list(.configMaps)
        try await api.delete(.configMaps, "a")
        let past = try await api.list(
          .configMaps,
          "resourceVersionMatch=Exact&resourceVersion=\(then.version)"
        )
        #expect(past.json == then.json)
      }
    }

    @Test(
      "K12, K11: a version that does not come in three seconds is a timeout",
      arguments: Depth.every
    )
    func future(depth: Depth) async throws {
      try await depth.serve { api in
        let wanted = (try await api.list(.configMaps)).revision + 1_000_000
        let reply = try await api.sendWhileTimePasses(
          APIServerRequest(.get, api.path(.configMaps)).asking("resourceVersion=\(wanted)")
        )
        #expect(reply.refusal.code == 504)
        #expect(reply.refusal.reason == "Timeout")
        #expect(
          reply.refusal.message.hasPrefix(
            "Timeout: Too large resource version: \(wanted), current: "
          )
        )
        #expect(
          reply.causes == [
            .init(
              reason: "ResourceVersionTooLarge",
              message: "Too large resource version",
              field: ""
            )
          ]
        )
        #expect(reply.json["details"]?["retryAfterSeconds"] == 1)
      }
    }

    @Test("K12: pages show one version, whatever is written between them", arguments: Depth.every)
    func pages(depth: Depth) async throws {
      try await depth.serve { api in
        for name in ["a", "b", "c"] {
          try await api.create(.configMaps, Samples.configMap(name, labels: ["t": "x"]))
        }
        let first = try await api.list(.configMaps, "limit=2&labelSelector=t%3Dx")
        #expect(first.items.map(\.name) == ["a", "b"])
        let token = try #require(first.json["metadata"]?["continue"]?.stringValue)
        try await api.delete(.configMaps, "c")
        let second = try await api.list(
          .configMaps,
          "limit=2&labelSelector=t%3Dx&continue=\(token.inQuery)"
        )
        #expect(second.items.map(\.name) == ["c"])
        #expect(second.version == first.version)
        #expect(second.json["metadata"]?["continue"] == nil)
      }
    }

    @Test(
      "K12: a watch from a forgotten version is one ERROR event",
      arguments: Depth.embeddedOnly("nothing but five minutes makes etcd forget")
    )
    func forgottenWatch(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a"))
        let newest = try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        try api.controls.server.compact(.configMaps)
        let watch = try await api.watch(.configMaps, "resourceVersion=\(made.version)")
        let event = try #require(await watch.next())
        #expect(event["type"] == "ERROR")
        let status = try #require(event["object"].flatMap(APIStatus.init(json:)))
        #expect(status.code == 410)
        #expect(status.reason == "Expired")
        #expect(
          status.message == "too old resource version: \(made.version) (\(newest.version))"
        )
        #expect(await watch.next() == nil)
      }
    }

    @Test(
      "K12, K11: a forgotten page is refused with a token that goes on all the same",
      arguments: Depth.embeddedOnly("nothing but five minutes makes etcd forget")
    )
    func forgottenPage(depth: Depth) async throws {
      try await depth.serve { api in
        for name in ["a", "b", "c"] {
          try await api.create(.configMaps, Samples.configMap(name))
        }
        let first = try await api.list(.configMaps, "limit=2")
        let token = try #require(first.json["metadata"]?["continue"]?.stringValue)
        try await api.create(.configMaps, Samples.configMap("d"))
        try api.controls.server.compact(.configMaps)
        let stale = try await api.list(.configMaps, "limit=2&continue=\(token.inQuery)")
        #expect(stale.refusal.code == 410)
        #expect(stale.refusal.reason == "Expired")
        #expect(
          stale.refusal.message.hasPrefix("The provided continue parameter is too old to display")
        )
        let fresh = try #require(stale.json["metadata"]?["continue"]?.stringValue)
        let rest = try await api.list(.configMaps, "limit=2&continue=\(fresh.inQuery)")
        #expect(rest.items.map(\.name) == ["c", "d"])
      }
    }
  }
}

extension String {
  /// With the characters of base64 that mean something else in a query escaped.
  var inQuery: String {
    replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
  }
}
