import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import Testing

struct ElectionStoryTests {
  /// Two processes of which the first leads.
  private func led(_ rates: [Double] = [1, 1]) throws -> ElectionWorld {
    let world = ElectionWorld(seed: 1, rates: rates)
    world.machines[0].start()
    try #require(world.run(atMost: .seconds(5)) { world.leaders == ["m0"] } != nil)
    world.machines[1].start()
    world.run(for: .seconds(5))
    #expect(world.leaders == ["m0"])
    return world
  }

  @Test("after a crash the other leads within the lease and one retry")
  func crash() throws {
    let world = try led()
    world.machines[0].kill()
    let taken = try #require(world.run(atMost: .seconds(60)) { world.leaders == ["m1"] })
    #expect((.seconds(10)...(.seconds(17))).contains(taken))
    world.end()
  }

  @Test("L5: after a clean exit the other leads in less than 2 s, the end of the work included")
  func cleanExit() throws {
    let world = try led()
    world.machines[0].shutDown()
    let taken = try #require(world.run(atMost: .seconds(60)) { world.leaders == ["m1"] })
    #expect(taken < .seconds(2))
    let lease = try #require(world.server.objects.get(.leases, ElectionWorld.key))
    #expect(lease.spec["leaseTransitions"] == 1, "taking counts, giving back does not")
    world.end()
  }

  @Test("a candidate that may not watch the lease still finds it given back, a little later")
  func noWatch() throws {
    let world = ElectionWorld(seed: 1)
    world.machines[0].start()
    world.run(for: .seconds(2))
    world.machines[1].transport.set { $0.forbidsStreams = true }
    world.machines[1].start()
    world.run(for: .seconds(5))
    world.machines[0].shutDown()
    let taken = try #require(world.run(atMost: .seconds(60)) { world.leaders == ["m1"] })
    #expect(taken < .seconds(6))
    world.end()
  }

  @Test("a leader that is stopped for 40 s writes nothing when it goes on, and follows")
  func stopped() throws {
    let world = try led()
    world.machines[0].isStopped = true
    try #require(world.run(atMost: .seconds(20)) { world.machines[1].isLeading } != nil)
    world.run(for: .seconds(25))
    let before = world.log.entries.count
    world.machines[0].isStopped = false
    world.run(for: .seconds(20))
    #expect(world.leaders == ["m1"])
    let later = world.log.entries.dropFirst(before)
    #expect(!later.contains { if case .write("m0#1", _) = $0 { true } else { false } })
    #expect(later.count > 10)
    world.end()
  }

  @Test(
    "a leader that is cut off stops writing before the other starts, and follows when it is back"
  )
  func cutOff() throws {
    let world = try led([0.9, 1.1])
    world.machines[0].transport.set { $0.isCut = true }
    var overlap = 0
    for _ in 0..<400 {
      world.run(for: .milliseconds(50))
      if world.leaders.count > 1 { overlap += 1 }
    }
    #expect(overlap == 0)
    #expect(world.leaders == ["m1"])
    world.machines[0].transport.set { $0.isCut = false }
    world.run(for: .seconds(10))
    world.machines[1].kill()
    let taken = try #require(world.run(atMost: .seconds(60)) { world.leaders == ["m0"] })
    #expect(taken < .seconds(20), "it contends again, in the same process")
    world.end()
  }

  @Test("a lease API that fails for a while costs the leadership, and it comes back by itself")
  func faultyAPI() throws {
    let world = try led()
    for machine in world.machines { machine.transport.set { $0.refused = "/leases" } }
    world.run(for: .seconds(15))
    #expect(world.leaders == [], "nobody leads whom the server does not confirm")
    for machine in world.machines { machine.transport.set { $0.refused = nil } }
    #expect(world.run(atMost: .seconds(20)) { world.leaders.count == 1 } != nil)
    world.end()
  }

  @Test("a lease that is deleted changes nothing")
  func deletedLease() throws {
    let world = try led()
    try world.server.objects.delete(.leases, ElectionWorld.key)
    world.run(for: .seconds(10))
    #expect(world.leaders == ["m0"])
    #expect(world.holder == "m0#1")
    world.end()
  }

  @Test("a lease that a person gives to another is respected")
  func editedLease() throws {
    let world = try led()
    var lease = try #require(world.server.objects.get(.leases, ElectionWorld.key))
    lease.json["spec"]?["holderIdentity"] = "somebody"
    try world.server.objects.update(.leases, lease)
    world.run(for: .seconds(5))
    #expect(world.leaders == [])
    #expect(world.run(atMost: .seconds(20)) { world.leaders.count == 1 } != nil)
    world.end()
  }
}
