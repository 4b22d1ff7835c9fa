import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time
import Transport

@Suite("Lists at versions")
struct ListVersionTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  private static let invalid = "ListOptions.meta.k8s.io \"\" is invalid: "

  @Test(
    "parameters that do not go together are refused, all of them at once",
    arguments: [
      (
        "resourceVersionMatch=Exact",
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is "
          + "provided"
      ),
      (
        "resourceVersionMatch=Exact&resourceVersion=0",
        "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for "
          + "resourceVersion \"0\""
      ),
      (
        "resourceVersionMatch=Newest&resourceVersion=1",
        "resourceVersionMatch: Unsupported value: \"Newest\": supported values: \"Exact\", "
          + "\"NotOlderThan\", \"\""
      ),
      (
        "resourceVersionMatch=NotOlderThan&continue=x",
        "[resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is "
          + "provided, resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue "
          + "is provided]"
      ),
      (
        "sendInitialEvents=true",
        "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list"
      ),
      (
        "watch=1&sendInitialEvents=true&resourceVersionMatch=Exact&resourceVersion=1",
        "[resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to "
          + "NotOlderThan, resourceVersionMatch: Unsupported value: \"Exact\": supported values: "
          + "\"NotOlderThan\"]"
      ),
      (
        "watch=1&resourceVersionMatch=NotOlderThan",
        "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless "
          + "sendInitialEvents is provided"
      ),
    ]
  )
  func combinations(query: String, detail: String) async {
    let reply = await TestServer().send(.get, maps + "?" + query)
    #expect(reply.status == 422)
    #expect(reply.reason == "Invalid")
    #expect(reply.message == Self.invalid + detail)
    #expect(reply.json["details"]?["kind"] == "ListOptions")
    #expect(reply.json["details"]?["group"] == "meta.k8s.io")
  }

  @Test(
    "versions, numbers and tokens that are none are refused in the words of their reader",
    arguments: [
      (
        "watch=1&resourceVersion=-1", 422,
        "ConfigMap \"\" is invalid: resourceVersion: Invalid value: \"-1\": strconv.ParseUint: parsing "
          + "\"-1\": invalid syntax"
      ),
      ("limit=many", 400, "strconv.ParseInt: parsing \"many\": invalid syntax"),
      ("watch=1&timeoutSeconds=1.5", 400, "strconv.ParseInt: parsing \"1.5\": invalid syntax"),
      (
        "continue=e30", 400,
        "invalid continue token: continue key is not valid: server does not recognize this encoded "
          + "version \"\""
      ),
      (
        "continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ", 400,
        "invalid continue token: continue key is not valid: incorrect encoded start resourceVersion "
          + "(version meta.k8s.io/v1)"
      ),
      (
        "resourceVersion=1&continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6MSwic3RhcnQiOiJhIn0", 400,
        "specifying resource version is not allowed when using continue"
      ),
    ]
  )
  func unreadable(query: String, status: Int, message: String) async {
    let reply = await TestServer().send(.get, maps + "?" + query)
    #expect(reply.status == status)
    #expect(reply.message == message)
  }

  @Test("an object at a version that is none is the storage's own error, without a reason")
  func unreadableObjectVersion() async {
    let reply = await TestServer().send(.get, maps + "/a?resourceVersion=x")
    #expect(reply.status == 500)
    #expect(reply.reason.isEmpty)
    #expect(
      reply.message
        == "resourceVersion: Invalid value: \"x\": strconv.ParseUint: parsing \"x\": invalid syntax"
    )
  }

  @Test("any version is answered whole, whatever the limit; a named one in pages of that version")
  func limits() async {
    let server = TestServer()
    for index in 0..<3 { _ = await server.send(.post, maps, Samples.configMap("m\(index)")) }
    let version = await server.send(HTTPRequest.Method.get, maps).revision
    _ = await server.send(.delete, maps + "/m0")
    #expect(await server.send(.get, maps + "?limit=1&resourceVersion=0").items.count == 2)
    let page = await server.send(.get, maps + "?limit=1&resourceVersion=\(version)")
    #expect(page.items.map(\.name) == ["m0"])
    #expect(page.revision == version)
    #expect(page.json["metadata"]?["remainingItemCount"] == 2)
    let atLeast = await server.send(
      .get,
      maps + "?resourceVersion=\(version)&resourceVersionMatch=NotOlderThan"
    )
    #expect(atLeast.items.map(\.name) == ["m1", "m2"])
  }

  @Test("a selected page does not count what remains; a token goes on in all namespaces")
  func selectedPages() async throws {
    let server = TestServer()
    let labels: JSONValue = ["t": "x"]
    for namespace in ["default", "kube-system"] {
      for name in ["a", "b"] {
        _ = await server.send(
          .post,
          "/api/v1/namespaces/\(namespace)/configmaps",
          Samples.configMap(name, labels: labels)
        )
      }
    }
    var names: [String] = []
    var token = ""
    repeat {
      let page = await server.send(
        .get,
        "/api/v1/configmaps?limit=1&labelSelector=t%3Dx&continue=\(token)"
      )
      #expect(page.json["metadata"]?["remainingItemCount"] == nil)
      names += page.items.map(\.key.description)
      token = page.json["metadata"]?["continue"]?.stringValue ?? ""
    } while !token.isEmpty
    #expect(names == ["default/a", "default/b", "kube-system/a", "kube-system/b"])
  }

  @Test("the past is forgotten by age: an exact list expires, a watch of a quiet kind goes on")
  func ageing() async throws {
    let server = TestServer()
    _ = await server.send(.post, maps, Samples.configMap("a"))
    let first = await server.send(.get, maps + "?limit=1")
    for minute in 1...11 {
      _ = await server.send(.put, maps + "/a", Samples.configMap("a", ["k": .string("\(minute)")]))
      server.advance(by: .seconds(60))
    }
    let past = await server.send(
      .get,
      maps + "?resourceVersion=\(first.revision)&resourceVersionMatch=Exact"
    )
    #expect(past.status == 410)
    #expect(past.message == "The resourceVersion for the provided list is too old.")
    let watch = await server.watch(maps + "?watch=1&resourceVersion=\(first.revision)")
    #expect(await watch.next(11) == Array(repeating: "MODIFIED a", count: 11))
  }

  @Test("the past is forgotten by count, and by age beyond the number that always stays")
  func counting() async {
    let limits = HistoryLimits(changesMin: 4, changesMax: 16, age: .seconds(60))
    let server = TestServer(configuration: .init(history: limits))
    for index in 0..<20 { _ = await server.send(.post, maps, Samples.configMap("m\(index)")) }
    let newest = server.server.revision
    func first(from version: UInt64) async -> String? {
      let watch = await server.watch(maps + "?watch=1&resourceVersion=\(version)")
      return await watch.next()?["type"]?.stringValue
    }
    #expect(await first(from: newest - 20) == "ERROR")
    #expect(await first(from: newest - 16) == "ADDED")
    server.advance(by: .seconds(120))
    #expect(await first(from: newest - 5) == "ERROR")
    #expect(await first(from: newest - 4) == "ADDED")
  }
}
