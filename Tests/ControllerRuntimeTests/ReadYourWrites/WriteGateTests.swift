import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Time

/// A controller that counts up in its object, over a cache that lags.
struct WriteGateTests {
  /// What each pass saw, while somebody asks for one every 100 ms.
  ///
  /// - Parameter isDeaf: the watch breaks before the first pass, so that no write of the passes is heard of.
  private func story(hasGate: Bool, isDeaf: Bool) throws -> [String] {
    let world = ServedWorld()
    try world.create("a")
    let informer = world.informer(
      ResourceSelection(namespace: "default", fields: "metadata.name=a")
    )
    let queue = WorkQueue(clock: world.world.clock)
    informer.onChange { queue.add($0.object.key) }
    let gate = WriteGate(clock: world.world.clock, informers: [informer])
    let (client, journal, clock) = (world.client, Journal(), world.world.clock)
    let controller = Controller(name: "test", queue: queue, gate: hasGate ? gate : nil) { key in
      guard var object = informer.store[key] else { return .success() }
      let count = object.json["data"]?["count"]?.stringValue.flatMap(Int.init) ?? 0
      journal.note("\(clock.now.sinceStart) saw \(count)")
      guard count < 3 else { return .success() }
      object.json["data"] = ["count": .string("\(count + 1)")]
      object.metadata["resourceVersion"] = nil
      guard let stored = try? await client.replace(object, as: .configMaps, fieldManager: "t")
      else { return .failure() }
      gate.record(stored, as: .configMaps, for: key)
      return .success()
    }
    world.world.start { await informer.run() }
    world.run()
    if isDeaf { world.network.cutStreams() }
    world.world.start { await controller.run() }
    for _ in 0..<5 {
      queue.add(world.key("a"))
      world.run(for: .milliseconds(100))
    }
    return journal.lines
  }

  @Test("Q5: without the gate a pass repeats what an earlier one has done; with it none does")
  func gate() throws {
    let blind = try story(hasGate: false, isDeaf: true)
    #expect(Set(blind.map { $0.suffix(5) }).count < blind.count, "\(blind)")
    let gated = try story(hasGate: true, isDeaf: true)
    #expect(Set(gated.map { $0.suffix(5) }).count == gated.count, "\(gated)")
  }

  @Test("Q5: when the copy catches up, the pass that waited begins at once")
  func catchingUp() throws {
    let lines = try story(hasGate: true, isDeaf: false)
    #expect(lines.prefix(4).map { $0.suffix(5) } == ["saw 0", "saw 1", "saw 2", "saw 3"])
    #expect(lines.prefix(4).allSatisfy { $0.hasPrefix("0.0 ") })
  }

  @Test("Q5: a bookmark can show that nothing is missing")
  func bookmark() throws {
    let world = ServedWorld()
    try world.create("a", labels: ["app": "x"])
    let informer = world.informer(
      ResourceSelection(namespace: "default", labels: LabelSelector(equals: ["app": "x"]))
    )
    let gate = WriteGate(
      clock: world.world.clock,
      patience: .seconds(3_600),
      informers: [informer]
    )
    world.world.start { await informer.run() }
    world.run(for: .seconds(3))
    // An object that the selection does not cover: no event will ever tell of it.
    try world.create("b")
    let written = try #require(world.server.objects.get(.configMaps, world.key("b")))
    gate.record(written, as: .configMaps, for: world.key("a"))
    #expect(gate.pause(before: world.key("a")) != nil)
    let version = informer.lastSeenResourceVersion
    world.run(for: .seconds(90))
    #expect(informer.lastSeenResourceVersion != version)
    #expect(gate.pause(before: world.key("a")) == nil)
    #expect(world.journal.lines == ["+a"])
  }
}
