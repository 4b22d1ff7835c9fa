import Transport
import APIMachinery
import JSON
import Testing

extension KubernetesSemantics {
  @Suite("Watches")
  struct WatchTests {
    private static let initialEvents =
      "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"

    @Test("K4: a watch from a list's version tells exactly what came after", arguments: Depth.every)
    func fromList(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let list = try await api.list(.configMaps)
        try await api.create(.configMaps, Samples.configMap("b"))
        let watch = try await api.watch(.configMaps, "resourceVersion=\(list.version)")
        #expect(watch.head.headers["Content-Type"] == "application/json")
        try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        try await api.delete(.configMaps, "b")
        #expect(await watch.next(3) == ["ADDED b", "MODIFIED a", "DELETED b"])
      }
    }

    @Test("K4: a watch of one object from version 0 begins with the object", arguments: Depth.every)
    func single(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        try await api.create(.configMaps, Samples.configMap("b"))
        let watch = try await api.watch(
          .configMaps,
          "fieldSelector=metadata.name%3Db&resourceVersion=0"
        )
        #expect(await watch.next(1) == ["ADDED b"])
        try await api.replace(.configMaps, Samples.configMap("a", ["k": "w"]))
        try await api.replace(.configMaps, Samples.configMap("b", ["k": "w"]))
        #expect(await watch.next(1) == ["MODIFIED b"])
      }
    }

    @Test("K4: leaving a selector is a deletion, entering it an addition", arguments: Depth.every)
    func selection(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a", labels: ["t": "x"]))
        let list = try await api.list(.configMaps, "labelSelector=t%3Dx")
        let watch = try await api.watch(
          .configMaps,
          "labelSelector=t%3Dx&resourceVersion=\(list.version)"
        )
        let left = try await api.replace(
          .configMaps,
          Samples.configMap("a", labels: ["t": "y"])
        )
        let event = try #require(await watch.next())
        #expect(event["type"] == "DELETED")
        #expect(event["object"]?["metadata"]?["labels"] == ["t": "x"])
        #expect(event["object"]?["metadata"]?["resourceVersion"] == .string(left.version))
        try await api.replace(.configMaps, Samples.configMap("a", labels: ["t": "x"]))
        #expect(await watch.next(1) == ["ADDED a"])
      }
    }

    @Test("K10: what kubectl wait asks is answered, from list to watch", arguments: Depth.every)
    func wait(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.create(.configMaps, Samples.configMap("a"))
        let list = try await api.list(
          .configMaps,
          "fieldSelector=metadata.name%3Da&limit=500&resourceVersion=0"
        )
        #expect(list.items.map(\.name) == ["a"])
        let watch = try await api.watch(
          .configMaps,
          "fieldSelector=metadata.name%3Da&resourceVersion=\(list.version)"
        )
        try await api.delete(.configMaps, "a")
        #expect(await watch.next(1) == ["DELETED a"])
      }
    }

    @Test("K10, Trap: initial events end with a marked bookmark", arguments: Depth.every)
    func initialEvents(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a", labels: ["t": "x"]))
        let watch = try await api.watch(
          .configMaps,
          "labelSelector=t%3Dx&" + Self.initialEvents
        )
        #expect(await watch.next(1) == ["ADDED a"])
        let mark = try #require(await watch.next())
        #expect(mark["type"] == "BOOKMARK")
        #expect(
          mark["object"]?["metadata"]?["annotations"]?["k8s.io/initial-events-end"] == "true"
        )
        let marked = APIObject(mark["object"] ?? .null).resourceVersion
        #expect(ResourceVersion.isAtLeast(marked, made.version) == true)
        try await api.delete(.configMaps, "a")
        #expect(await watch.next(1) == ["DELETED a"])
      }
    }

    @Test("K10: initial events are refused where they cannot be sent", arguments: Depth.every)
    func initialEventsRefused(depth: Depth) async throws {
      try await depth.serve { api in
        let unmatched = try await api.send(
          APIServerRequest(.get, api.path(.configMaps)).asking("watch=1&sendInitialEvents=true")
        )
        #expect(
          unmatched.refusal
            == Refusal(
              422,
              "Invalid",
              "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
                + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
            )
        )
        let list = try await api.list(
          .configMaps,
          "sendInitialEvents=true&resourceVersionMatch=NotOlderThan&resourceVersion=0"
        )
        #expect(
          list.refusal
            == Refusal(
              422,
              "Invalid",
              "ListOptions.meta.k8s.io \"\" is invalid: sendInitialEvents: Forbidden: "
                + "sendInitialEvents is forbidden for list"
            )
        )
      }
    }

    @Test(
      "K10: a quiet watch is told its version once a minute and ends at its timeout",
      arguments: Depth.embeddedOnly("it takes minutes, which only a clock of ours can skip")
    )
    func bookmarks(depth: Depth) async throws {
      try await depth.serve { api in
        let list = try await api.list(.configMaps)
        let watch = try await api.watch(
          .configMaps,
          "resourceVersion=\(list.version)&allowWatchBookmarks=true&timeoutSeconds=90"
        )
        try api.controls.advance(by: .seconds(59))
        try api.controls.advance(by: .seconds(1))
        try api.controls.advance(by: .seconds(30))
        #expect(await watch.next(5) == ["BOOKMARK ", "BOOKMARK "])
      }
    }
  }
}
