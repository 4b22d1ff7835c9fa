import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Watches")
struct WatchTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  @Test("a watch from a list's version tells exactly what came after")
  func fromVersion() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let list = await server.send(.get, maps)
    _ = await server.send(.post, maps, Samples.configMap("b"))
    let watch = await server.watch("\(maps)?watch=1&resourceVersion=\(list.revision)")
    #expect(watch.head.headers["Content-Type"] == "application/json")
    _ = await server.send(.put, maps + "/a", Samples.configMap("a", ["k": "w"]))
    _ = await server.send(.delete, maps + "/b")
    #expect(await watch.next(3) == ["ADDED b", "MODIFIED a", "DELETED b"])
  }

  @Test("a watch without a version begins with what is there")
  func fromNow() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("b"))
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let watch = await server.watch(maps + "?watch=true")
    _ = await server.send(.post, maps, Samples.configMap("c"))
    #expect(await watch.next(3) == ["ADDED a", "ADDED b", "ADDED c"])
  }

  @Test("an object that leaves the selection is deleted, one that enters it is added")
  func selection() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a", labels: ["t": "x"]))
    let watch = await server.watch(maps + "?watch=1&labelSelector=t%3Dx")
    let leaving = await server.send(
      .put,
      maps + "/a",
      Samples.configMap("a", labels: ["t": "y"])
    )
    _ = await server.send(.put, maps + "/a", Samples.configMap("a", labels: ["t": "x"]))
    #expect(await watch.next(1) == ["ADDED a"])
    let deleted = await watch.next()
    #expect(deleted?["type"] == "DELETED")
    #expect(deleted?["object"]?["metadata"]?["labels"] == ["t": "x"])
    #expect(deleted?["object"]?["metadata"]?["resourceVersion"] == .string(leaving.revision))
    #expect(await watch.next(1) == ["ADDED a"])
  }

  @Test("initial events end with an annotated bookmark")
  func initialEvents() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let watch = await server.watch(
      maps
        + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
    )
    let list = await server.send(.get, maps)
    #expect(await watch.next(1) == ["ADDED a"])
    #expect(
      await watch.next() == [
        "type": "BOOKMARK",
        "object": [
          "kind": "ConfigMap", "apiVersion": "v1",
          "metadata": [
            "annotations": ["k8s.io/initial-events-end": "true"], "creationTimestamp": .null,
            "resourceVersion": .string(list.revision),
          ],
        ],
      ]
    )
  }

  @Test("without the feature gate WatchList a watch does not begin with what is there")
  func noStreamingLists() async {
    let server = TestServer(configuration: .init(streamsLists: false))
    let query = "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    let reply = await server.send(.get, maps + query)
    #expect(reply.status == 422)
    #expect(
      reply.message.hasSuffix(
        "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch unless the WatchList "
          + "feature gate is enabled"
      )
    )
  }

  @Test("sendInitialEvents needs resourceVersionMatch")
  func initialEventsNeedMatch() async {
    let reply = await TestServer().send(.get, maps + "?watch=1&sendInitialEvents=true")
    #expect(reply.status == 422)
    #expect(
      reply.message == "ListOptions.meta.k8s.io \"\" is invalid: resourceVersionMatch: Forbidden: "
        + "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
    )
  }

  @Test("a watch gets a bookmark a minute and ends at its timeout")
  func bookmarksAndTimeout() async {
    let server = TestServer()
    let watch = await server.watch(
      maps + "?watch=1&resourceVersion=1&allowWatchBookmarks=true&timeoutSeconds=90"
    )
    server.advance(by: .seconds(59))
    server.advance(by: .seconds(1))
    server.advance(by: .seconds(30))
    #expect(await watch.next(5) == ["BOOKMARK ", "BOOKMARK "])
  }

  @Test("a watch from a forgotten version is one ERROR event")
  func compacted() async {
    let server = TestServer()
    for index in 0..<5 { _ = await server.send(.post, maps, Samples.configMap("m\(index)")) }
    let revision = await server.send(HTTPRequest.Method.get, maps).revision
    server.server.compact(.configMaps)
    let watch = await server.watch(maps + "?watch=1&resourceVersion=2")
    #expect(
      await watch.next() == [
        "type": "ERROR",
        "object": [
          "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "code": 410,
          "reason": "Expired", "message": .string("too old resource version: 2 (\(revision))"),
        ],
      ]
    )
    #expect(await watch.next() == nil)
  }

  @Test("events of both event APIs come from one storage")
  func eventsAreOne() async {
    let server = TestServer()
    let watch = await server.watch("/api/v1/namespaces/default/events?watch=1")
    let reply = await server.send(
      .post,
      "/apis/events.k8s.io/v1/namespaces/default/events",
      [
        "apiVersion": "events.k8s.io/v1", "kind": "Event", "metadata": ["name": "e"],
        "eventTime": "2026-01-01T00:00:00.000000Z", "reportingController": "c",
        "reportingInstance": "i", "action": "Act", "reason": "Why", "type": "Normal",
        "regarding": ["kind": "Pod", "namespace": "default", "name": "p"], "note": "said",
      ]
    )
    #expect(reply.json["note"] == "said")
    let event = await watch.next()
    #expect(event?["object"]?["apiVersion"] == "v1")
    #expect(event?["object"]?["message"] == "said")
    #expect(event?["object"]?["involvedObject"]?["name"] == "p")
    #expect(event?["object"]?["reportingComponent"] == "c")
    let found = await server.send(
      .get,
      "/api/v1/namespaces/default/events?fieldSelector=involvedObject.name%3Dp"
    )
    #expect(found.items.count == 1)
  }
}
