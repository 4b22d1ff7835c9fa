import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A rejection")
struct RejectionTests {
  private static func rejected() throws -> (world: World, bad: String) {
    var world = try UpgradeTests.steady()
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.phase == .rolledBack }
    try world.run(for: .seconds(60))
    return (world, try #require(world.status.rejected.first?.revision))
  }

  private static func mark(_ world: World, _ revision: String) -> String? {
    world.children.child(.controllerRevisions, named: "api-\(revision)")?
      .annotation(Keys.rejected)
  }

  @Test("stands on the revision's record as well, and what is frozen there stays as it was")
  func standing() throws {
    let (world, bad) = try Self.rejected()
    let evidence = try #require(world.status.rejected.first?.evidence)
    #expect(Self.mark(world, bad) == "ErrorRateAboveLimit: \(evidence)")
    let good = try #require(world.status.stable?.revision)
    #expect(Self.mark(world, good) == nil)
    #expect(Planning.plan(try world.observation()).actions.isEmpty)
    let record = world.children.child(.controllerRevisions, named: "api-\(bad)")
    #expect(record?.json["data"]?["workload"]?["image"]?.stringValue == World.image2)
  }

  @Test("outlives the status: the bad revision gets no weight again")
  func lostStatus() throws {
    let start = try Self.rejected()
    let bad = start.bad
    var world = start.world
    world.resource["status"] = nil
    world.log = []
    try world.run(for: .seconds(300))
    #expect(world.status.rejected.map(\.revision) == [bad])
    #expect(world.status.rejected.map(\.reason) == ["ErrorRateAboveLimit"])
    #expect(world.status.canary == nil)
    #expect(!world.log.contains { $0.hasPrefix("apply route") })
    #expect(Self.mark(world, bad) != nil)
  }

  @Test("ends with a retry, on the record too")
  func retry() throws {
    let start = try Self.rejected()
    let bad = start.bad
    var world = start.world
    world.badImages = []
    world.annotate(Keys.request, "retry@1")
    try world.pass()
    #expect(Self.mark(world, bad) == nil)
    try world.run(for: .seconds(900)) { $0.status.stable?.revision == bad }
    #expect(world.status.stable?.revision == bad)
  }
}
