import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Transport

struct ManagerElectionTests {
  private let lease = ObjectKey(namespace: "default", name: "operator")

  /// A manager that notes its passes over the ConfigMaps of `default`; a pass takes as long as given.
  private func manager(
    _ world: ServedWorld,
    _ name: String,
    pass length: Duration = .zero
  ) -> Manager {
    let informer = world.informer(ResourceSelection(namespace: "default"))
    let queue = WorkQueue(clock: world.world.clock)
    informer.onChange { queue.add($0.object.key) }
    let (journal, clock) = (world.journal, world.world.clock)
    let election = LeaderElection(
      LeaseSettings(key: lease, identity: name),
      client: world.client,
      clock: clock,
      generator: SeededGenerator(seed: 5),
      logger: world.logger
    )
    let controller = Controller(name: name, queue: queue) { key in
      journal.note("\(name): \(key.name)")
      try? await clock.sleep(for: length)
      if Task.isCancelled { journal.note("\(name): \(key.name) cancelled") }
      return .success()
    }
    return Manager(
      informers: [informer],
      controllers: [controller],
      election: election,
      onLeading: {
        journal.note("\(name): leads")
        for object in informer.store.all { queue.add(object.key, .background) }
      }
    )
  }

  private func notes(of name: String, in world: ServedWorld) -> [String] {
    world.journal.lines.filter { $0.hasPrefix("\(name): ") && !$0.contains("kube-root-ca") }
  }

  @Test("a follower is ready and makes no pass; when the leader dies it looks at every object")
  func follower() throws {
    let world = ServedWorld()
    try world.create("a")
    let (first, second) = (manager(world, "first"), manager(world, "second"))
    let process = world.world.start { await first.run() }
    world.run(for: .seconds(5))
    world.world.start { await second.run() }
    world.run(for: .seconds(30))
    #expect(notes(of: "first", in: world) == ["first: leads", "first: a"])
    #expect(notes(of: "second", in: world) == [])
    #expect(second.problems == [], "its caches are in step")
    #expect(first.statistics.isLeading == true)
    #expect(second.statistics.isLeading == false)
    try world.create("b")
    process.cancel()
    world.run(for: .seconds(17))
    #expect(notes(of: "second", in: world) == ["second: leads", "second: a", "second: b"])
  }

  @Test("shut-down lets the pass under way end, leaves what is due, and gives the lease back")
  func shutDown() throws {
    let world = ServedWorld()
    let first = manager(world, "first", pass: .seconds(3))
    let journal = world.journal
    world.world.start {
      await first.run()
      journal.note("first: ended")
    }
    world.run(for: .seconds(20))
    try world.create("a")
    try world.create("b")
    world.run(for: .seconds(1))
    first.shutDown()
    world.run(for: .seconds(1))
    #expect(world.server.objects.get(.leases, lease)?.spec["holderIdentity"] == "first")
    world.run(for: .seconds(5))
    #expect(notes(of: "first", in: world) == ["first: leads", "first: a", "first: ended"])
    #expect(world.server.objects.get(.leases, lease)?.spec["holderIdentity"] == "")
  }

  @Test(
    "a manager that is shut down before it has read anything just ends",
    arguments: [true, false]
  )
  func earlyShutDown(isCut: Bool) {
    let world = ServedWorld()
    if isCut { world.network.cut() }
    let first = manager(world, "first")
    let journal = world.journal
    if !isCut { first.shutDown() }
    world.world.start {
      await first.run()
      journal.note("first: ended")
    }
    world.run(for: .seconds(5))
    if isCut { first.shutDown() }
    world.run(for: .seconds(1))
    #expect(notes(of: "first", in: world).last == "first: ended")
  }

  @Test("who cannot read its objects does not contend: another one may be able to")
  func blind() {
    let world = ServedWorld()
    world.network.refuse { request in
      request.target.contains("/configmaps")
        ? HTTPResponse(head: HTTPResponseHead(status: 403), body: []) : nil
    }
    let first = manager(world, "first")
    world.world.start { await first.run() }
    world.run(for: .seconds(60))
    #expect(world.server.objects.get(.leases, lease) == nil)
    #expect(!first.problems.isEmpty)
  }

  @Test("a pass under way when the lease is lost is abandoned; the next term looks at it again")
  func lostLease() throws {
    let world = ServedWorld()
    let first = manager(world, "first", pass: .seconds(60))
    world.world.start { await first.run() }
    world.run(for: .seconds(70))
    try world.create("a")
    world.run(for: .seconds(1))
    world.network.refuse { request in
      request.target.contains("/leases")
        ? HTTPResponse(head: HTTPResponseHead(status: 500), body: []) : nil
    }
    world.run(for: .seconds(11))
    #expect(first.statistics.isLeading == false)
    #expect(notes(of: "first", in: world).suffix(2) == ["first: a", "first: a cancelled"])
    world.network.refuse { _ in nil }
    world.run(for: .seconds(70))
    #expect(notes(of: "first", in: world).suffix(2) == ["first: leads", "first: a"])
    let transitions = world.server.objects.get(.leases, lease)?.spec["leaseTransitions"]
    #expect(transitions == 0, "the holder has not changed")
  }
}
