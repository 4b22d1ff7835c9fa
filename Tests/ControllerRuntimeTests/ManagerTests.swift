import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing

struct ManagerTests {
  /// A manager whose controller notes each pass over a ConfigMap of the namespace `default`.
  private func manager(_ world: ServedWorld) -> Manager {
    let informer = world.informer(ResourceSelection(namespace: "default"))
    let queue = WorkQueue(clock: world.world.clock)
    informer.onChange { queue.add($0.object.key) }
    let journal = world.journal
    let controller = Controller(name: "test", queue: queue) { key in
      let value = informer.store[key]?.json["data"]?["value"]?.stringValue
      journal.note("pass \(key.name) \(value ?? "-")")
      return .success()
    }
    return Manager(informers: [informer], controllers: [controller])
  }

  private func passes(_ world: ServedWorld) -> [String] {
    world.journal.lines.filter { $0.hasPrefix("pass") && !$0.contains("kube-root-ca") }
  }

  @Test("no pass begins before the copies are complete; then each change is looked at")
  func order() throws {
    let world = ServedWorld()
    try world.create("a")
    world.network.cut()
    let manager = manager(world)
    world.world.start { await manager.run() }
    world.run(for: .seconds(5))
    #expect(!manager.hasSynced)
    #expect(passes(world) == [])
    world.network.restore()
    world.run(for: .seconds(60))
    #expect(passes(world) == ["pass a -"])
    try world.write("1", into: "a")
    try world.delete("a")
    world.run()
    #expect(passes(world) == ["pass a -", "pass a -"], "two changes at once are one pass")
    #expect(manager.problems == [])
  }

  @Test("its problems are sentences: first nothing read, then why")
  func problems() {
    let world = ServedWorld(
      configuration: .init(access: .init(administratorToken: "right")),
      token: "wrong"
    )
    let manager = manager(world)
    #expect(manager.problems == ["configmaps are not read yet; wait"])
    world.world.start { await manager.run() }
    world.run(for: .seconds(5))
    #expect(
      manager.problems == [
        "cannot watch configmaps in namespace default: the server did not accept the credentials; "
          + "log in again or renew the token in /k.yaml"
      ]
    )
  }

  @Test("shut-down ends everything, and so does cancellation", arguments: [true, false])
  func ending(gracefully: Bool) {
    let world = ServedWorld()
    let manager = manager(world)
    let journal = world.journal
    let task = world.world.start {
      await manager.run()
      journal.note("ended")
    }
    world.run(for: .seconds(10))
    if gracefully { manager.shutDown() } else { task.cancel() }
    world.run()
    #expect(journal.lines.last == "ended")
  }

  @Test("the statistics count what happened")
  func statistics() throws {
    let world = ServedWorld()
    try world.create("a")
    let manager = manager(world)
    world.world.start { await manager.run() }
    world.run(for: .seconds(20))
    let statistics = manager.statistics
    #expect(statistics.queues.map(\.controller) == ["test"])
    #expect(statistics.queues.map(\.workers) == [1])
    #expect(statistics.reflectors.map(\.relists) == [0])
    #expect(statistics.reflectors.map(\.hasSynced) == [true])
    #expect(statistics.reflectors.map(\.lag) == [.seconds(20)])
    #expect(statistics.reflectors.map(\.watchAge) == [.seconds(20)])
    #expect(statistics.queues.map(\.counters.depth) == [0])
    #expect(statistics.reflectors.map(\.resource) == ["configmaps"])
    #expect(statistics.reflectors.map(\.counters.lists) == [1])
    #expect(statistics.reflectors.map(\.objects) == [manager.informers[0].store.count])
  }
}
