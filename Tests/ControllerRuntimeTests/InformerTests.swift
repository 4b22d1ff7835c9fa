import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Transport

struct InformerTests {
  @Test("what is there comes first and as a whole, then every change in order")
  func follows() throws {
    let world = ServedWorld()
    for name in ["b", "a"] { try world.create(name) }
    let informer = world.informer()
    world.world.start { await informer.run() }
    #expect(!informer.hasSynced)
    world.run()
    #expect(informer.hasSynced)
    #expect(Array(world.journal.lines.suffix(2)) == ["+a", "+b"])
    let before = world.journal.count
    try world.write("1", into: "a")
    try world.create("c")
    try world.delete("b")
    world.run()
    #expect(Array(world.journal.lines.dropFirst(before)) == ["~a >1", "+c", "-b"])
    let live = world.server.objects.get(.configMaps, world.key("a"))
    #expect(informer.store[world.key("a")]?.resourceVersion == live?.resourceVersion)
    #expect(informer.store[world.key("a")]?.metadata["managedFields"] == nil)
  }

  @Test("the last seen version covers the last write, and only once it was seen")
  func lastSeenVersion() throws {
    let world = ServedWorld()
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run()
    try world.create("a")
    let live = world.server.objects.get(.configMaps, world.key("a"))?.resourceVersion ?? ""
    #expect(ResourceVersion.isAtLeast(informer.lastSeenResourceVersion, live) == false)
    world.run()
    #expect(ResourceVersion.isAtLeast(informer.lastSeenResourceVersion, live) == true)
  }

  @Test("an object that leaves the selection is deleted from the copy")
  func selection() throws {
    let world = ServedWorld()
    try world.create("other")
    try world.create("a", labels: ["app": "x"])
    let selection = ResourceSelection(
      namespace: "default",
      labels: LabelSelector(equals: ["app": "x"])
    )
    let informer = world.informer(selection)
    world.world.start { await informer.run() }
    world.run()
    #expect(world.journal.lines == ["+a"])
    var object = try #require(world.server.objects.get(.configMaps, world.key("a")))
    object.metadata["labels"] = ["app": "y"]
    try world.server.objects.update(.configMaps, object)
    world.run()
    #expect(world.journal.lines == ["+a", "-a"])
    #expect(informer.store.count == 0)
  }

  @Test("R9: an hour of server time-outs costs watches, never another read of the collection")
  func quietHour() throws {
    let world = ServedWorld()
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run()
    let start = world.journal.count
    for minute in 1...60 {
      world.run(for: .seconds(60))
      if minute % 20 == 0 { try world.create("m\(minute)") }
    }
    world.run()
    #expect(Array(world.journal.lines.dropFirst(start)) == ["+m20", "+m40", "+m60"])
    #expect(informer.statistics.lists == 1)
    #expect(informer.statistics.failures == 0)
    #expect((6...12).contains(informer.statistics.watches))
  }

  @Test("R7: after an outage the watch goes on at the same version and misses nothing")
  func outage() throws {
    let world = ServedWorld()
    for name in ["a", "b"] { try world.create(name) }
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run()
    let start = world.journal.count
    world.network.cut()
    try world.write("1", into: "a")
    try world.delete("b")
    world.run(for: .seconds(300))
    #expect(world.journal.count == start)
    #expect(
      informer.health.lastError.map { "\($0)" }
        == "cannot watch configmaps: no connection: cable pulled; "
        + "check that the server is up and the address and port are right"
    )
    world.network.restore()
    world.run(for: .seconds(60))
    #expect(Array(world.journal.lines.dropFirst(start)) == ["~a >1", "-b"])
    #expect(informer.health.lastError == nil)
    #expect(informer.statistics.lists == 1)
  }

  @Test("R8: an unreachable server is asked at most every 30 s and at least every 60 s")
  func patience() {
    let world = ServedWorld()
    world.network.cut()
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run(for: .seconds(600))
    let before = world.network.targets.count
    world.run(for: .seconds(3_600))
    #expect((60...120).contains(world.network.targets.count - before))
    #expect(!informer.hasSynced)
  }

  @Test("R10: who was away longer than the server remembers gets the difference")
  func expired() throws {
    let world = ServedWorld()
    for name in ["a", "b"] { try world.create(name) }
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run()
    let start = world.journal.count
    world.network.cut()
    try world.delete("b")
    try world.create("c")
    try world.write("1", into: "a")
    world.network.refuse { request in
      guard !request.target.contains("sendInitialEvents") else { return nil }
      let status = APIStatus(code: 410, reason: "Expired", message: "too old resource version")
      return HTTPResponse(head: HTTPResponseHead(status: 410), body: status.json.jsonBytes)
    }
    world.network.restore()
    world.run(for: .seconds(60))
    #expect(Array(world.journal.lines.dropFirst(start)) == ["?b", "~a >1", "+c"])
    #expect(informer.statistics.lists == 2)
  }

  @Test("R3, R4: a server that cannot stream initial events is listed page by page")
  func pages() throws {
    let world = ServedWorld()
    for number in 100..<700 { try world.create("c\(number)") }
    world.network.refuse { request in
      guard request.target.contains("sendInitialEvents") else { return nil }
      return HTTPResponse(head: HTTPResponseHead(status: 422), body: Array("no".utf8))
    }
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run()
    #expect(informer.hasSynced)
    #expect(informer.store.count == world.server.objects.list(.configMaps).count)
    try world.create("later")
    world.run()
    #expect(world.journal.lines.last == "+later")
    #expect(informer.statistics.lists == 1)
  }

  @Test(
    "R11: about every ten hours the copy is told again, unchanged, without a question to the server"
  )
  func resync() throws {
    let world = ServedWorld()
    try world.create("a")
    let selection = ResourceSelection(namespace: "default", fields: "metadata.name=a")
    let informer = world.informer(selection)
    let resyncs = Journal()
    informer.onChange { if $0.isResync { resyncs.note($0.object.name) } }
    world.world.start { await informer.run() }
    world.run(for: .seconds(32_399))
    #expect(resyncs.lines == [])
    #expect(world.journal.lines == ["+a"])
    world.run(for: .seconds(7_201))
    #expect(resyncs.lines == ["a"])
    world.run(for: .seconds(39_600))
    #expect(resyncs.lines == ["a", "a"])
    #expect(informer.statistics.lists == 1)
    #expect(informer.store.count == 1)
  }

  @Test(
    "R14: a forbidden watch is told once, backed off from, and taken up again when it is granted"
  )
  func forbidden() throws {
    let world = ServedWorld()
    let informer = world.informer()
    world.network.refuse { request in
      let status = APIStatus(
        code: 403,
        reason: "Forbidden",
        message: "configmaps is forbidden: User \"me\" cannot watch resource \"configmaps\""
      )
      return HTTPResponse(head: HTTPResponseHead(status: 403), body: status.json.jsonBytes)
    }
    world.world.start { await informer.run() }
    world.run(for: .seconds(3_600))
    #expect((60...130).contains(world.network.targets.count))
    #expect(!informer.hasSynced)
    #expect(
      informer.health.lastError.map { "\($0)" }
        == "cannot watch configmaps: configmaps is forbidden: User \"me\" cannot watch resource "
        + "\"configmaps\"; let a role grant watch on it"
    )
    world.network.refuse { _ in nil }
    world.run(for: .seconds(60))
    #expect(informer.hasSynced)
    #expect(informer.health.lastError == nil)
  }

  @Test("an index answers from the copy")
  func index() throws {
    let index = StoreIndex.label("app")
    let world = ServedWorld()
    try world.create("b", labels: ["app": "x"])
    try world.create("a", labels: ["app": "x"])
    let informer = world.informer(indexes: [index])
    world.world.start { await informer.run() }
    world.run()
    #expect(informer.store.objects(index, "default/x").map(\.name) == ["a", "b"])
  }

  @Test("cancelling ends it")
  func cancellation() {
    let world = ServedWorld()
    let informer = world.informer()
    let journal = world.journal
    let task = world.world.start {
      await informer.run()
      journal.note("ended")
    }
    world.run(for: .seconds(10))
    task.cancel()
    world.run()
    #expect(journal.lines.last == "ended")
    #expect(informer.statistics.failures == 0)
  }

  @Test("R5: a collection without a version is not taken for a copy that can be followed")
  func unversioned() {
    let world = ServedWorld()
    world.network.refuse { request in
      guard !request.target.contains("sendInitialEvents") else {
        return HTTPResponse(head: HTTPResponseHead(status: 422), body: Array("no".utf8))
      }
      let list: JSONValue = [
        "items": [["metadata": ["name": "a"]]], "metadata": ["resourceVersion": "0"],
      ]
      return HTTPResponse(head: HTTPResponseHead(status: 200), body: list.jsonBytes)
    }
    let informer = world.informer()
    world.world.start { await informer.run() }
    world.run(for: .seconds(60))
    #expect(!informer.hasSynced)
    #expect(
      informer.health.lastError.map { "\($0)" }
        == "cannot list configmaps: the answer is not what the Kubernetes API promises "
        + "(a collection with the resource version \"0\"); check that the server address is that of a "
        + "Kubernetes API server"
    )
  }

  @Test(
    "where only metadata is wanted, nothing else is kept, by stream and by list",
    arguments: [true, false]
  )
  func metadataOnly(streams: Bool) throws {
    let world = ServedWorld()
    world.network.refuse { request in
      guard !streams, request.target.contains("sendInitialEvents") else { return nil }
      return HTTPResponse(head: HTTPResponseHead(status: 422), body: Array("no".utf8))
    }
    try world.create("a", labels: ["app": "x"])
    try world.write("long", into: "a")
    let informer = world.informer(
      ResourceSelection(namespace: "default", fields: "metadata.name=a", contents: .metadata)
    )
    world.world.start { await informer.run() }
    world.run()
    func check(_ version: String?) throws {
      let copy = try #require(informer.store[world.key("a")])
      #expect(copy.kind == "ConfigMap")
      #expect(copy.label("app") == "x")
      #expect(copy.resourceVersion == version)
      #expect(copy.json["data"] == nil)
      #expect(copy.metadata["managedFields"] == nil)
    }
    try check(world.server.objects.get(.configMaps, world.key("a"))?.resourceVersion)
    try world.write("longer", into: "a")
    world.run()
    try check(world.server.objects.get(.configMaps, world.key("a"))?.resourceVersion)
  }

  @Test("an informer of a type that is not served yet asks nothing until it is")
  func later() throws {
    let world = ServedWorld()
    let isServed = Latch()
    let informer = Informer(
      .configMaps,
      startingWhen: isServed,
      client: world.client,
      clock: world.world.clock,
      generator: SeededGenerator(seed: 1),
      logger: world.logger
    )
    world.world.start { await informer.run() }
    world.run(for: .seconds(600))
    #expect(world.network.targets == [])
    isServed.open()
    world.run()
    #expect(informer.hasSynced)
  }
}
