import Transport
import APIMachinery
import JSON
import Testing

extension KubernetesSemantics {
  @Suite("Tables and forms of answers")
  struct PrintingTests {
    private static let table =
      "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"

    @Test("K3: a table has columns, cells and the metadata behind each row", arguments: Depth.every)
    func table(depth: Depth) async throws {
      try await depth.serve { api in
        let made = try await api.create(.configMaps, Samples.configMap("a", ["k": "v", "l": "w"]))
        let reply = try await api.send(
          APIServerRequest(.get, api.path(.configMaps)).asking(
            "limit=500&fieldSelector=metadata.name%3Da"
          )
          .accepting(Self.table)
        )
        #expect(reply.json["kind"] == "Table")
        #expect(reply.json["apiVersion"] == "meta.k8s.io/v1")
        let columns = (reply.json["columnDefinitions"]?.arrayValue ?? []).map { $0["name"] }
        #expect(columns == ["Name", "Data", "Age"])
        let row = reply.json["rows"]?[0]
        #expect(row?["cells"]?[0] == "a")
        #expect(row?["cells"]?[1] == 2)
        #expect(row?["object"]?["kind"] == "PartialObjectMetadata")
        #expect(row?["object"]?["metadata"]?["uid"] == .string(made.object.uid))
        #expect(reply.revision >= made.revision)
      }
    }

    @Test("K3: a watch of tables tells the columns once", arguments: Depth.every)
    func watchedTable(depth: Depth) async throws {
      try await depth.serve { api in
        let list = try await api.list(.configMaps)
        let watch = try await api.stream(
          APIServerRequest(.get, api.path(.configMaps))
            .asking("watch=true&resourceVersion=\(list.version)").accepting(Self.table)
        )
        try await api.create(.configMaps, Samples.configMap("a"))
        try await api.create(.configMaps, Samples.configMap("b"))
        let first = try #require(await watch.next())
        let second = try #require(await watch.next())
        #expect(first["object"]?["columnDefinitions"]?.arrayValue?.isEmpty == false)
        #expect(second["object"]?["columnDefinitions"]?.arrayValue?.isEmpty ?? true)
        #expect(second["object"]?["rows"]?[0]?["cells"]?[0] == "b")
      }
    }

    @Test("K3: a definition's own columns replace Age, dates read as ages", arguments: Depth.every)
    func customColumns(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let reply = try await api.send(
          APIServerRequest(.get, api.path(api.widgets)).accepting(Self.table)
        )
        let columns = (reply.json["columnDefinitions"]?.arrayValue ?? []).map { $0["name"] }
        #expect(columns == ["Name", "Size", "Born"])
        let cells = reply.json["rows"]?[0]?["cells"]
        #expect(cells?[1] == 3)
        #expect(cells?[2]?.stringValue?.wholeMatch(of: /\d+s/) != nil)
      }
    }

    @Test("K5: who prefers protobuf and accepts JSON is never refused", arguments: Depth.every)
    func describe(depth: Depth) async throws {
      try await depth.serve { api in
        try await api.installWidgets()
        try await api.create(api.widgets, api.widget("a"))
        let accept = "application/vnd.kubernetes.protobuf,application/json"
        let events = try await api.send(
          APIServerRequest(.get, api.path(.coreEvents)).accepting(accept)
        )
        #expect(events.status == 200)
        let type = try #require(events.headers["Content-Type"])
        #expect(accept.contains(type))
        #expect(type == "application/json" ? events.json["kind"] == "EventList" : true)
        let widget = try await api.send(
          APIServerRequest(.get, api.path(api.widgets, "a")).accepting(accept)
        )
        #expect(widget.headers["Content-Type"] == "application/json")
        #expect(widget.object.name == "a")
      }
    }

    @Test("K5: describe finds an object's events by its fields", arguments: Depth.every)
    func eventsOfAnObject(depth: Depth) async throws {
      try await depth.serve { api in
        let owner = try await api.create(.configMaps, Samples.configMap("a")).object
        let made = try await api.create(
          .coreEvents,
          [
            "apiVersion": "v1", "kind": "Event", "metadata": ["name": "a.1"],
            "involvedObject": [
              "kind": "ConfigMap", "apiVersion": "v1", "namespace": .string(api.namespace),
              "name": "a", "uid": .string(owner.uid),
            ], "reason": "Why", "message": "said", "type": "Normal",
          ]
        )
        #expect(made.status == 201)
        let selector =
          "involvedObject.name%3Da,involvedObject.namespace%3D\(api.namespace),"
          + "involvedObject.kind%3DConfigMap,involvedObject.uid%3D\(owner.uid)"
        let found = try await api.list(.coreEvents, "fieldSelector=\(selector)&limit=500")
        #expect(found.items.map(\.name) == ["a.1"])
        let others = try await api.list(.coreEvents, "fieldSelector=involvedObject.uid%3Dx")
        #expect(others.items.isEmpty)
      }
    }
  }
}
