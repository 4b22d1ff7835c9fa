import APIMachinery
import Forecast
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("Over random worlds")
struct RandomWorldTests {
  @Test("every plan keeps the invariants and every walk ends where it should", arguments: 0..<4)
  func walks(batch: Int) throws {
    for number in 0..<4 {
      let seed = UInt64(batch * 4 + number)
      var generator = SplitMix64(seed: seed)
      let world = try Self.walk(using: &generator, mayTamper: false)
      let faults = world.faults + Self.unfinished(world)
      if !faults.isEmpty { Issue.record("seed \(seed): \(faults.prefix(3))") }
    }
  }

  @Test("edits by other people are mended as well", arguments: 0..<2)
  func tampered(batch: Int) throws {
    for number in 0..<4 {
      let seed = UInt64(1_000 + batch * 4 + number)
      var generator = SplitMix64(seed: seed)
      let world = try Self.walk(using: &generator, mayTamper: true)
      let ours = world.faults.filter {
        $0.contains("I8") || $0.contains("I10") || $0.contains("JSON")
      }
      let faults = ours + Self.unfinished(world)
      if !faults.isEmpty { Issue.record("seed \(seed): \(faults.prefix(3))") }
    }
  }

  private static func walk(using generator: inout SplitMix64, mayTamper: Bool) throws -> World {
    var world = World(router: World.routers[Int(generator.next() % 4)])
    world.isTampered = mayTamper
    world.demand = Int.random(in: 1...9, using: &generator)
    world.podDelay = .seconds(Int.random(in: 0...40, using: &generator))
    world.routeDelay = .seconds(Int.random(in: 0...20, using: &generator))
    try world.run(for: .seconds(200))
    if Bool.random(using: &generator) { world.badImages = [World.image2] }
    world.deploy(World.image2)
    for _ in 0..<Int.random(in: 10...60, using: &generator) {
      // A crash after any write; without one half of the time.
      let limit = Bool.random(using: &generator) ? Int.random(in: 0...6, using: &generator) : .max
      try world.pass(limit: limit)
      if mayTamper, Int.random(in: 0..<8, using: &generator) == 0 {
        tamper(&world, using: &generator)
      }
      world.tick(.seconds(Int.random(in: 1...30, using: &generator)))
    }
    if Bool.random(using: &generator) { world.deploy(World.image3) }
    try world.run(for: .seconds(3_000))
    return world
  }

  private static func tamper(_ world: inout World, using generator: inout SplitMix64) {
    let services = ["api", "api-stable", "api-canary"]
    switch Int.random(in: 0..<4, using: &generator) {
    case 0:
      let name = services.randomElement(using: &generator) ?? "api"
      let hash = world.children.deployments.randomElement(using: &generator)?.label(Keys.revision)
      world.tamper(.services, name) { json in
        json["spec", default: [:]]["selector", default: [:]][Keys.revision] = hash.map {
          .string($0)
        }
      }
    case 1:
      // Once: who does it twice is not mended but waited for.
      let weight = Int.random(in: 0...100, using: &generator)
      if !world.log.contains("tampered") { world.setWeights(stable: 100 - weight, canary: weight) }
      world.log.append("tampered")
    case 2:
      let type: ResourceType =
        [.podDisruptionBudgets, .horizontalPodAutoscalers, .services]
        .randomElement(using: &generator) ?? .services
      if let victim = world.children[type].randomElement(using: &generator) {
        world.children[type].removeAll { $0.name == victim.name }
      }
    default:
      if let deployment = world.children.deployments.randomElement(using: &generator) {
        let replicas = Int64.random(in: 0...6, using: &generator)
        world.tamper(.deployments, deployment.name) {
          $0["spec", default: [:]]["replicas"] = .integer(replicas)
        }
      }
    }
  }

  /// What is not as it should be at the end.
  private static func unfinished(_ world: World) -> [String] {
    var faults: [String] = []
    let image = world.resource["spec"]?["workload"]?["image"]?.stringValue ?? ""
    let isBad = world.badImages.contains(image)
    let expected = isBad ? World.image1 : image
    if world.status.stable?.image != expected {
      faults.append(
        "stable is \(world.status.stable?.image ?? "-"), not \(expected): \(world.status.message)"
      )
    }
    if world.phase != (isBad ? .rolledBack : .steady) {
      faults.append("ended \(world.phase?.rawValue ?? "-"): \(world.status.message)")
    }
    let serving = world.trafficShares.map { world.image(of: $0.0) }
    if serving != [expected] { faults.append("traffic goes to \(serving)") }
    let running = world.children.deployments.count { $0.spec["replicas"]?.intValue ?? 0 > 0 }
    if running != 1 { faults.append("\(running) Deployments run") }
    if let plan = try? Planning.plan(world.observation()),
      !plan.actions.isEmpty || plan.status != world.status
    {
      faults.append("not at rest: \(plan.actions.map(\.id))")
    }
    return faults
  }
}
