import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A tracked Secret")
struct SecretTests {
  private static func world(_ content: SecretContent) -> World {
    var world = World { $0["workload", default: [:]]["trackSecrets"] = ["db"] }
    world.secrets = ["db": content]
    return world
  }

  private static func steady() throws -> World {
    var world = world(.digest("0011223344556677"))
    try world.run(for: .seconds(60))
    return world
  }

  @Test("is part of the revision: a change of its content rolls out, and no copy of it is made")
  func change() throws {
    var world = try Self.steady()
    let first = try #require(world.status.stable?.revision)
    #expect(try world.pass().actions.isEmpty)
    world.secrets = ["db": .digest("8899aabbccddeeff")]
    try world.pass()
    let second = try #require(world.status.canary?.revision)
    #expect(second != first)
    #expect(world.phase == .progressing)
    #expect(world.children.configMapCopies.isEmpty)
    let record = world.children.controllerRevisions.last
    #expect(record?.json["data"]?["secretDigests"] == ["db": "8899aabbccddeeff"])
    #expect(record?.json["data"]?["identityVersion"] == 2)
  }

  @Test("cannot be rolled back, and while its change is rolled out the condition says so")
  func condition() throws {
    var world = try Self.steady()
    let first = try #require(world.status.stable?.revision)
    let sentence =
      "the change of Secret db cannot be rolled back: pods of \(first) that start from now on read it as well"
    world.secrets = ["db": .digest("8899aabbccddeeff")]
    world.stuckImages = [World.image1]
    try world.pass()
    try world.pass()
    let ready = try #require(world.status.conditions.first { $0.type == "Ready" })
    #expect(ready.status == .no)
    #expect(ready.message.hasSuffix("; " + sentence))
    #expect(world.status.message.hasSuffix("; " + sentence))
    world.annotate(Keys.abort, "1")
    try world.run(for: .seconds(300)) { $0.phase == .rolledBack }
    #expect(world.phase == .rolledBack)
    #expect(world.status.message.hasSuffix("; " + sentence))
  }

  @Test(
    "that cannot be read keeps what runs running, and the condition says why and what to do",
    arguments: [
      (
        SecretContent.missing,
        "Secret db does not exist in namespace shop; create it, "
          + "or take it out of spec.workload.trackSecrets"
      ),
      (
        .unreadable("cannot get secret shop/db: 403 Forbidden"),
        "the content of Secret db is not known: cannot get secret shop/db: 403 Forbidden; "
          + "let the operator read it (manifests/rbac/secrets.yaml), "
          + "or take it out of spec.workload.trackSecrets"
      ),
    ]
  )
  func unreadable(content: SecretContent, sentence: String) throws {
    var first = Self.world(content)
    let plan = try first.pass()
    #expect(plan.actions.isEmpty)
    #expect(plan.status.message == sentence)
    let initial = plan.status.conditions.first { $0.type == "Ready" }
    #expect(initial?.status == .no && initial?.reason == "SecretMissing")
    var world = try Self.steady()
    world.secrets = ["db": content]
    let held = try world.pass()
    #expect(held.actions.isEmpty)
    #expect(held.status.phase == .steady)
    #expect(held.status.message.hasSuffix(sentence))
    let ready = held.status.conditions.first { $0.type == "Ready" }
    #expect(ready?.status == .no && ready?.reason == "SecretMissing")
    world.secrets = ["db": .digest("0011223344556677")]
    try world.pass()
    #expect(try world.pass().actions.isEmpty)
    #expect(world.status.conditions.first { $0.type == "Ready" }?.status == .yes)
  }

  @Test("that a dry run does not read counts as unchanged")
  func dryRun() throws {
    var world = try Self.steady()
    world.secrets = [:]
    #expect(Planning.plan(try world.observation()).actions.isEmpty)
    world.edit { $0["workload", default: [:]]["image"] = .string(World.image2) }
    #expect(Planning.plan(try world.observation()).status.phase == .progressing)
  }
}
