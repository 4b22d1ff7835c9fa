import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Transport

@Suite("Rules of watches")
struct WatchRuleTests {
  private let maps = "/api/v1/namespaces/default/configmaps"
  private let listing = "watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"

  @Test("sendInitialEvents=false begins now, also without a version")
  func noInitialEvents() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let watch = await server.watch(
      maps + "?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan"
    )
    _ = await server.send(.post, maps, Samples.configMap("b"))
    #expect(await watch.next(1) == ["ADDED b"])
  }

  @Test("initial events at a version show the present, and without bookmarks have no marked end")
  func initialEventsAtVersion() async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let version = server.server.revision
    _ = await server.send(.post, maps, Samples.configMap("b"))
    let watch = await server.watch("\(maps)?\(listing)&resourceVersion=\(version)")
    _ = await server.send(.delete, maps + "/a")
    #expect(await watch.next(3) == ["ADDED a", "ADDED b", "DELETED a"])
  }

  @Test("initial events of a version that never comes are a timeout, told as an event")
  func initialEventsOfFuture() async {
    let server = TestServer()
    async let pending = server.watch("\(maps)?\(listing)&resourceVersion=999")
    for _ in 0..<200 {
      await Task.yield()
      server.advance(by: .milliseconds(100))
    }
    let watch = await pending
    let event = await watch.next()
    #expect(event?["type"] == "ERROR")
    #expect(
      event?["object"] == [
        "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "code": 504,
        "reason": "Timeout",
        "message":
          .string("Timeout: Too large resource version: 999, current: \(server.server.revision)"),
        "details": [
          "causes": [
            ["reason": "ResourceVersionTooLarge", "message": "Too large resource version"]
          ], "retryAfterSeconds": 1,
        ],
      ]
    )
    #expect(await watch.next() == nil)
  }

  @Test("a watch from a version to come keeps silent until it has passed")
  func fromFuture() async {
    let server = TestServer()
    let version = server.server.revision
    let watch = await server.watch("\(maps)?watch=1&resourceVersion=\(version + 2)")
    for name in ["a", "b", "c"] { _ = await server.send(.post, maps, Samples.configMap(name)) }
    #expect(await watch.next(1) == ["ADDED c"])
  }

  @Test("the last bookmark comes two seconds before the end")
  func lastBookmark() async {
    let server = TestServer()
    let watch = await server.watch(
      maps + "?watch=1&resourceVersion=1&allowWatchBookmarks=true&timeoutSeconds=30"
    )
    server.advance(by: .seconds(28))
    _ = await server.send(.post, maps, Samples.configMap("a"))
    server.advance(by: .seconds(2))
    #expect(await watch.next(5) == ["BOOKMARK ", "ADDED a"])
  }

  @Test("a deletion shows the last state, at the version of the deletion")
  func deletion() async {
    let server = TestServer()
    let created = await server.send(.post, maps, Samples.configMap("a", ["k": "last"]))
    let watch = await server.watch("\(maps)?watch=1&resourceVersion=\(created.revision)")
    _ = await server.send(.delete, maps + "/a")
    let event = await watch.next()
    #expect(event?["type"] == "DELETED")
    #expect(event?["object"]?["data"] == ["k": "last"])
    #expect(
      event?["object"]?["metadata"]?["resourceVersion"] == .string("\(server.server.revision)")
    )
  }

  @Test("a reader that lags is dropped, and neither the writers nor other watches notice")
  func slowReader() async throws {
    let server = TestServer()
    let request = HTTPRequest(
      .get,
      origin: "http://test",
      target: maps + "?watch=1",
      limits: TransferLimits(connect: .seconds(1), total: nil, idle: nil, bodyBytes: 2_000)
    )
    let slow = await server.server.respond(to: request)
    let other = await server.watch(maps + "?watch=1")
    for index in 0..<20 {
      let reply = await server.send(.post, maps, Samples.configMap("m\(index)"))
      #expect(reply.status == 201)
    }
    #expect(await other.next(20).count == 20)
    await #expect(throws: TransferError.overflow(limit: 2_000)) {
      for try await _ in slow.body {}
    }
  }

  @Test("watches of one kind share the bytes of an event, each in its own form")
  func sharedBytes() async {
    let server = TestServer()
    let plain = [await server.watch(maps + "?watch=1"), await server.watch(maps + "?watch=1")]
    let table = await server.watch(
      maps + "?watch=1",
      accept: "application/json;as=Table;v=v1;g=meta.k8s.io"
    )
    _ = await server.send(.post, maps, Samples.configMap("a"))
    _ = await server.send(.post, maps, Samples.configMap("b"))
    for watch in plain { #expect(await watch.next(2) == ["ADDED a", "ADDED b"]) }
    let first = await table.next()?["object"]
    let second = await table.next()?["object"]
    #expect(first?["kind"] == "Table")
    #expect(first?["columnDefinitions"]?.arrayValue?.isEmpty == false)
    #expect(second?["columnDefinitions"]?.arrayValue?.isEmpty ?? true)
    #expect(second?["rows"]?[0]?["cells"]?[0] == "b")
  }
}
