import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time
import Transport

@Suite("Lists")
struct ListTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  private func server(with count: Int) async -> TestServer {
    let server = TestServer()
    for index in 0..<count { _ = await server.send(.post, maps, Samples.configMap("m\(index)")) }
    return server
  }

  @Test("pages show one version, whatever is written between them")
  func pages() async throws {
    let server = await server(with: 3)
    let first = await server.send(.get, maps + "?limit=2")
    #expect(first.items.map(\.name) == ["m0", "m1"])
    #expect(first.json["metadata"]?["remainingItemCount"] == 1)
    let token = try #require(first.json["metadata"]?["continue"]?.stringValue)
    _ = await server.send(.delete, maps + "/m2")
    _ = await server.send(.post, maps, Samples.configMap("m9"))
    let second = await server.send(.get, maps + "?limit=2&continue=\(encoded(token))")
    #expect(second.items.map(\.name) == ["m2"])
    #expect(second.revision == first.revision)
    #expect(second.json["metadata"]?["continue"] == nil)
  }

  @Test("a stale continue token is refused with one that goes on without consistency")
  func staleToken() async throws {
    let server = await server(with: 3)
    let first = await server.send(.get, maps + "?limit=2")
    let token = try #require(first.json["metadata"]?["continue"]?.stringValue)
    _ = await server.send(.post, maps, Samples.configMap("m9"))
    server.server.compact(.configMaps)
    let refused = await server.send(.get, maps + "?limit=2&continue=\(encoded(token))")
    #expect(refused.status == 410)
    #expect(refused.reason == "Expired")
    let fresh = try #require(refused.json["metadata"]?["continue"]?.stringValue)
    let rest = await server.send(.get, maps + "?limit=2&continue=\(encoded(fresh))")
    #expect(rest.items.map(\.name) == ["m2", "m9"])
  }

  @Test("a list at an exact version shows the past")
  func exact() async {
    let server = await server(with: 2)
    let then = await server.send(.get, maps)
    _ = await server.send(.delete, maps + "/m0")
    _ = await server.send(.put, maps + "/m1", Samples.configMap("m1", ["k": "w"]))
    let past = await server.send(
      .get,
      maps + "?resourceVersion=\(then.revision)&resourceVersionMatch=Exact"
    )
    #expect(past.json == then.json)
  }

  @Test("a version that does not come within three seconds is a timeout")
  func future() async {
    let server = await server(with: 1)
    let current = await server.send(HTTPRequest.Method.get, maps).revision
    async let pending = server.send(.get, maps + "?resourceVersion=999")
    for _ in 0..<50 { await Task.yield() }
    var isOver = false
    while !isOver {
      server.advance(by: .seconds(3))
      await Task.yield()
      isOver = server.now.epochSeconds > 1_767_225_600 + 300
    }
    let reply = await pending
    #expect(reply.status == 504)
    #expect(reply.message == "Timeout: Too large resource version: 999, current: \(current)")
    #expect(reply.json["details"]?["causes"]?[0]?["reason"] == "ResourceVersionTooLarge")
  }

  @Test(
    "selectors choose; what they cannot say is refused",
    arguments: [
      ("labelSelector=t%20in%20(x)", 200, "m0"),
      ("fieldSelector=metadata.name%3Dm1", 200, "m1"),
      ("fieldSelector=metadata.name!%3Dm1", 200, "m0"),
      (
        "fieldSelector=data.k%3Dv", 400,
        "\"data.k\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
      ),
    ]
  )
  func selectors(query: String, status: Int, expected: String) async {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("m0", labels: ["t": "x"]))
    _ = await server.send(.post, maps, Samples.configMap("m1"))
    let reply = await server.send(.get, maps + "?" + query)
    #expect(reply.status == status)
    #expect((status == 200 ? reply.items.map(\.name).joined() : reply.message) == expected)
  }

  @Test("items of a list of a built-in kind do not repeat the kind")
  func items() async {
    let server = await server(with: 1)
    let list = await server.send(.get, maps)
    #expect(list.json["kind"] == "ConfigMapList")
    #expect(list.json["items"]?[0]?["kind"] == nil)
  }

  private func encoded(_ token: String) -> String {
    token.replacing("=", with: "%3D").replacing("+", with: "%2B")
  }
}
