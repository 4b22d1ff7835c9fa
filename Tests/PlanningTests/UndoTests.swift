import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("An undo")
struct UndoTests {
  /// Two revisions have served, the second does.
  private static func upgraded() throws -> World {
    var world = try UpgradeTests.steady()
    world.deploy(World.image2)
    try world.run(for: .seconds(1_200)) { $0.status.history.count == 2 }
    try world.run(for: .seconds(120))
    world.log = []
    return world
  }

  private static func hash(_ world: World, of image: String) -> String {
    let record = world.children.controllerRevisions.first {
      $0.json["data"]?["workload"]?["image"]?.stringValue == image
    }
    return record?.label(Keys.revision) ?? ""
  }

  private static func ask(_ world: inout World, _ verb: String) throws -> Plan {
    world.annotate(Keys.request, "\(verb)@\(world.now.epochSeconds)")
    return try world.pass()
  }

  @Test("goes back to the revision that served before, at once to 100 %, and stays there")
  func previous() throws {
    var world = try Self.upgraded()
    let (old, new) = (Self.hash(world, of: World.image1), Self.hash(world, of: World.image2))
    let plan = try Self.ask(&world, "undo")
    #expect(plan.mustJournal)
    #expect(world.status.pin?.revision == old)
    #expect(world.status.pin?.over == new)
    #expect(plan.events.map(\.reason) == ["Pinned"])
    try world.pass()
    #expect(world.status.canary?.revision == old)
    #expect(world.phase == .baking)
    try world.run(for: .seconds(900)) { $0.phase == .steady }
    #expect(world.status.stable?.revision == old)
    try world.run(for: .seconds(300))
    #expect(world.status.stable?.revision == old)
    #expect(
      world.status.message
        == "revision \(old) serves all requests after `undo`; the spec still names \(new): "
        + "change spec.workload to go on"
    )
    #expect(world.resource["spec"]?["workload"]?["image"]?.stringValue == World.image2)
    #expect(world.faults == [])
  }

  @Test("lasts until the spec names something else than it was set over")
  func end() throws {
    var world = try Self.upgraded()
    _ = try Self.ask(&world, "undo")
    try world.run(for: .seconds(900)) { $0.phase == .steady && $0.status.history.count == 3 }
    world.deploy(World.image3)
    try world.pass()
    #expect(world.status.pin == nil)
    try world.run(for: .seconds(1_200)) { $0.status.history.count == 4 }
    #expect(world.status.stable?.revision == Self.hash(world, of: World.image3))
  }

  @Test("of an undo is the revision that the spec names, and no pin is left")
  func twice() throws {
    var world = try Self.upgraded()
    let new = Self.hash(world, of: World.image2)
    _ = try Self.ask(&world, "undo")
    try world.run(for: .seconds(900)) { $0.phase == .steady && $0.status.history.count == 3 }
    _ = try Self.ask(&world, "undo")
    try world.run(for: .seconds(1_200)) { $0.status.history.count == 4 }
    #expect(world.status.stable?.revision == new)
    #expect(world.status.pin == nil)
  }

  @Test("in mid-flight takes the canary back without rejecting it")
  func inFlight() throws {
    var world = try UpgradeTests.steady()
    let old = try #require(world.status.stable?.revision)
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    _ = try Self.ask(&world, "undo")
    try world.run(for: .seconds(300)) { $0.phase == .steady }
    #expect(world.status.stable?.revision == old)
    #expect(world.status.rejected.isEmpty)
    #expect(world.status.history.last?.outcome == .superseded)
    try world.run(for: .seconds(300))
    #expect(world.phase == .steady)
    #expect(world.status.pin?.revision == old)
    #expect(world.faults == [])
  }

  @Test("that leads nowhere is refused with the reason and what there is")
  func refusals() throws {
    var world = try Self.upgraded()
    let (old, new) = (Self.hash(world, of: World.image1), Self.hash(world, of: World.image2))
    func answer(_ verb: String) throws -> String {
      try Self.ask(&world, verb).events.map(\.message).joined()
    }
    #expect(
      try answer("undo=12345678")
        == "undo was ignored: no revision 12345678 is on record; there are \(old)"
    )
    #expect(
      try answer("undo=\(new)")
        == "undo was ignored: revision \(new) is the one that serves; there are \(old)"
    )
    world.badImages = [World.image3]
    world.deploy(World.image3)
    try world.run(for: .seconds(600)) { $0.phase == .rolledBack }
    let bad = Self.hash(world, of: World.image3)
    #expect(
      try answer("undo=\(bad)")
        == "undo was ignored: revision \(bad) was rejected (ErrorRateAboveLimit); there are \(old)"
    )
    world.children.controllerRevisions.removeAll { $0.label(Keys.revision) == old }
    #expect(
      try answer("undo=\(old)")
        == "undo was ignored: revision \(old) is not kept any more: "
        + "spec.rollout.revisionHistoryLimit is 5; "
        + "there is none to go back to: set spec.workload to what it was"
    )
    #expect(world.status.pin == nil)
  }

  @Test("does not go back to a revision whose copy of a ConfigMap is gone for ever")
  func lostCopy() throws {
    var settings = APIObject(.configMaps, ObjectKey(namespace: "shop", name: "settings"))
    settings.json["data"] = ["level": "info"]
    var world = World {
      $0["workload", default: [:]]["mounts"] = [["configMap": "settings", "path": "/etc/api"]]
    }
    world.configMaps = ["settings": .found(settings)]
    try world.run(for: .seconds(60))
    let old = try #require(world.status.stable?.revision)
    settings.json["data"] = ["level": "debug"]
    world.configMaps = ["settings": .found(settings)]
    try world.run(for: .seconds(1_200)) { $0.status.history.count == 2 }
    world.children.configMapCopies.removeAll { $0.label(Keys.revision) == old }
    #expect(
      try Self.ask(&world, "undo").events.map(\.message) == [
        "undo was ignored: revision \(old) cannot start: ConfigMap api-\(old)-0, its copy of settings, "
          + "is gone; there is none to go back to: set spec.workload to what it was"
      ]
    )
  }
}
