import APIMachinery
import EmbeddedAPIServer
import JSON
import Testing
import Time
import Transport

@Suite("Injected faults")
struct FaultInjectorTests {
  private let maps = "/api/v1/namespaces/default/configmaps"

  @Test(
    "an answered fault has the words of kube-apiserver and reaches nobody",
    arguments: [
      (401, "Unauthorized", "Unauthorized"),
      (
        403, "Forbidden",
        "configmaps is forbidden: User \"test\" cannot create resource \"configmaps\" in API group "
          + "\"\" in the namespace \"default\""
      ),
      (
        409, "Conflict",
        "Operation cannot be fulfilled on configmaps \"\": the object has been modified; please apply "
          + "your changes to the latest version and try again"
      ),
      (410, "Expired", "The resourceVersion for the provided list is too old."),
      (500, "InternalError", "Internal error occurred: etcdserver: request timed out"),
      (503, "ServiceUnavailable", "the server is currently unable to handle the request"),
      (504, "Timeout", "Timeout: request did not complete within the allotted timeout"),
    ]
  )
  func answers(code: Int, reason: String, message: String) async throws {
    let faulty = try FaultyServer("answer \(code) to creates")
    let before = faulty.server.revision
    let response = try await faulty.send(.post, maps, Samples.configMap("a"))
    let json = try JSONValue(parsing: response.body)
    #expect(response.head.status == code)
    #expect(json["reason"]?.stringValue == reason)
    #expect(json["message"]?.stringValue == message)
    #expect(faulty.server.revision == before)
    #expect(faulty.faults == ["answer \(code) to creates"])
  }

  @Test("429 is plain text with its Retry-After, as priority and fairness answers")
  func tooManyRequests() async throws {
    let faulty = try FaultyServer(
      "answer 429 with Retry-After 3s to every 2nd write of configmaps by a"
    )
    let statuses = [
      await faulty.status(.post, maps, Samples.configMap("a"), client: "a"),
      await faulty.status(.get, maps, client: "a"),
      await faulty.status(.post, maps, Samples.configMap("b"), client: "b"),
    ]
    #expect(statuses == [201, 200, 201])
    let refused = try await faulty.send(.post, maps, Samples.configMap("c"), client: "a")
    #expect(refused.head.status == 429)
    #expect(refused.head.headers["Retry-After"] == "3")
    #expect(String(decoding: refused.body, as: UTF8.self).hasPrefix("Too many requests"))
    #expect(await faulty.status(.post, maps, Samples.configMap("c"), client: "a") == 201)
  }

  @Test("a reset before the answer keeps the write out, one after committing leaves it there")
  func resets() async throws {
    let faulty = try FaultyServer(
      """
      reset the connection before answering the 1st create
      reset the connection after committing the 2nd write
      """
    )
    await #expect(throws: TransferError.interrupted("the peer reset the connection")) {
      try await faulty.send(.post, maps, Samples.configMap("a"))
    }
    #expect(await faulty.status(.post, maps, Samples.configMap("b")) == 201)
    #expect(await faulty.status(.post, maps, Samples.configMap("b")) == 409)
    #expect(await faulty.status(.post, maps, Samples.configMap("c")) == 0)
    let names = faulty.server.objects.list(.configMaps, namespace: "default").map(\.name)
    #expect(names == ["b", "c"])
  }

  @Test("a cut answer breaks off in its middle")
  func cuts() async throws {
    let faulty = try FaultyServer("cut the answer to the 1st list")
    await #expect(throws: TransferError.interrupted("the answer broke off")) {
      try await faulty.send(.get, maps)
    }
    #expect(await faulty.status(.get, maps) == 200)
  }

  @Test("delays and hangs take their time; windows open and close")
  func time() async throws {
    let faulty = try FaultyServer(
      """
      delay gets by 5s from 1m to 2m
      hang on deletes for 20s
      """
    )
    let start = faulty.clock.timestamp
    #expect(await faulty.status(.get, "/version") == 200)
    #expect(faulty.clock.timestamp - start == .zero)
    faulty.advance(by: .seconds(60))
    #expect(await faulty.status(.get, "/version") == 200)
    #expect(faulty.clock.timestamp - start == .seconds(65))
    #expect(await faulty.status(.delete, maps + "/a") == 0)
    #expect(faulty.clock.timestamp - start == .seconds(85))
    faulty.advance(by: .seconds(60))
    #expect(await faulty.status(.get, "/version") == 200)
    #expect(faulty.clock.timestamp - start == .seconds(145))
  }

  @Test("a late list shows an older version, but only where any version will do")
  func staleLists() async throws {
    let faulty = try FaultyServer("serve lists of configmaps by a 2 versions late")
    for name in ["x", "y", "z"] {
      _ = await faulty.status(.post, maps, Samples.configMap(name))
    }
    func names(_ query: String, _ client: String) async throws -> [String] {
      let body = try await faulty.send(.get, maps + query, client: client).body
      return try JSONValue(parsing: body)["items"]?.arrayValue?.map { APIObject($0).name } ?? []
    }
    #expect(try await names("?resourceVersion=0&limit=500", "a") == ["x"])
    #expect(try await names("", "a") == ["x", "y", "z"])
    #expect(try await names("?resourceVersion=0", "b") == ["x", "y", "z"])
  }

  @Test("a crashed client is heard no more until it is started again")
  func crashes() async throws {
    let faulty = try FaultyServer("crash a after committing the 2nd write")
    #expect(await faulty.status(.post, maps, Samples.configMap("x"), client: "a") == 201)
    #expect(await faulty.status(.post, maps, Samples.configMap("y"), client: "a") == 0)
    #expect(faulty.injector.hasCrashed("a"))
    #expect(await faulty.status(.post, maps, Samples.configMap("z"), client: "a") == 0)
    #expect(await faulty.status(.get, maps, client: "b") == 200)
    let names = faulty.server.objects.list(.configMaps, namespace: "default").map(\.name)
    #expect(names == ["x", "y"])
    faulty.injector.revive("a")
    #expect(await faulty.status(.post, maps, Samples.configMap("z"), client: "a") == 201)
  }

  @Test("the same seed draws the same faults, another one others, in the proportion of the script")
  func dice() async throws {
    func outcomes(seed: UInt64) async throws -> [Int] {
      let faulty = try FaultyServer("answer 500 to 30% of gets", seed: seed)
      var statuses: [Int] = []
      for _ in 0..<200 { statuses.append(await faulty.status(.get, "/version")) }
      return statuses
    }
    let first = try await outcomes(seed: 7)
    #expect(try await outcomes(seed: 7) == first)
    #expect(try await outcomes(seed: 8) != first)
    #expect((40...80).contains(first.filter { $0 == 500 }.count))
  }
}
