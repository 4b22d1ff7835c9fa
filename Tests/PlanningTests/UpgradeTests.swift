import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A service")
struct UpgradeTests {
  static func steady(_ router: String = "GatewayAPI") throws -> World {
    var world = World(router: router)
    try world.run(for: .seconds(60))
    world.log = []
    return world
  }

  @Test("comes up from nothing, and then rests", arguments: World.routers)
  func firstDeploy(router: String) throws {
    var world = World(router: router)
    try world.run(for: .seconds(60))
    let switches = router == "GatewayAPI" ? ["create route 0"] : []
    #expect(
      world.log == [
        "create ControllerRevision api-v1", "create Deployment api-v1",
        "create HPA api -> api-v1 from 3", "create PDB api", "create Service api -> v1",
        "create Service api-stable -> v1", "create Service api-canary -> v1",
      ] + switches
    )
    #expect(world.phase == .steady)
    let plan = Planning.plan(try world.observation())
    #expect(plan.actions.isEmpty)
    #expect(plan.status == world.status)
    #expect(!plan.mustJournal && plan.events.isEmpty && plan.wakeAfter == nil)
    #expect(world.faults == [])
  }

  @Test("answers a new image with canary objects and nothing that touches stable")
  func editedImage() throws {
    var world = try Self.steady()
    world.deploy(World.image2)
    let plan = try world.pass()
    #expect(plan.mustJournal)
    #expect(
      world.log == [
        "create ControllerRevision api-v2", "create Deployment api-v2",
        "create HPA api-canary -> api-v2 from 1", "create PDB api-canary",
        "apply Service api-canary -> v2",
      ]
    )
    #expect(plan.status.conditions.first { $0.type == "Ready" }?.status == .no)
  }

  @Test("goes through a good upgrade behind a Gateway in exactly these writes")
  func goodUpgradeBehindGateway() throws {
    var world = try Self.steady()
    world.deploy(World.image2)
    try world.run(for: .seconds(900))
    #expect(
      world.log == [
        "create ControllerRevision api-v2", "create Deployment api-v2",
        "create HPA api-canary -> api-v2 from 1", "create PDB api-canary",
        "apply Service api-canary -> v2",
        "apply route 10",
        "apply HPA api-canary -> api-v2 from 2", "apply route 50",
        "apply HPA api-canary -> api-v2 from 3", "apply route 100",
        "apply Service api -> v2", "apply Service api-stable -> v2",
        "apply route 0",
        "delete HorizontalPodAutoscaler api-canary", "delete PodDisruptionBudget api-canary",
        "apply HPA api -> api-v2 from 3", "apply PDB api",
        "scale api-v1 0",
      ]
    )
    #expect(world.phase == .steady)
    #expect(world.status.history.map(\.outcome) == [.promoted, .promoted])
    #expect(world.faults == [])
  }

  @Test("goes through a good upgrade by pod ratio in exactly these writes")
  func goodUpgradeByPodRatio() throws {
    var world = try Self.steady("None")
    world.deploy(World.image2)
    try world.run(for: .seconds(900))
    #expect(
      world.log == [
        "create ControllerRevision api-v2", "create Deployment api-v2", "create PDB api-canary",
        "apply Service api-canary -> v2",
        "apply Service api -> all",
        "create HPA api-canary -> api-v2 from 3",
        "apply Service api -> v2",
        "apply Service api-stable -> v2",
        "delete HorizontalPodAutoscaler api-canary", "delete PodDisruptionBudget api-canary",
        "apply HPA api -> api-v2 from 3", "apply PDB api",
        "scale api-v1 0",
      ]
    )
    #expect(world.phase == .steady)
    #expect(world.faults == [])
  }

  @Test("takes a bad upgrade back: weight 0 alone and first, nothing smaller before the drain")
  func badUpgrade() throws {
    var world = try Self.steady()
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.phase == .rollingBack }
    let withdrawal = world.log.suffix(1)
    #expect(withdrawal == ["apply route 0"])
    let noticed = world.now
    world.log = []
    try world.run(for: .seconds(300)) { $0.phase == .rolledBack }
    #expect(world.now - noticed >= .seconds(60))
    try world.run(for: .seconds(30))
    #expect(
      world.log == [
        "delete HorizontalPodAutoscaler api-canary", "delete PodDisruptionBudget api-canary",
        "apply Service api-canary -> v1", "scale api-v2 0",
      ]
    )
    #expect(world.status.rejected.map(\.reason) == ["ErrorRateAboveLimit"])
    #expect(world.faults == [])
  }

  @Test("sends the weight 0 of a bad upgrade as the first action, marked as urgent")
  func urgency() throws {
    for router in ["GatewayAPI", "None"] {
      var world = try Self.steady(router)
      world.deploy(World.image2)
      try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
      world.badImages = [World.image2]
      let plan = try world.pass()
      #expect(plan.status.phase == .rollingBack)
      #expect(plan.actions.map(\.urgency) == [.takesTrafficAway])
      #expect(plan.actions.allSatisfy { $0.prerequisites.isEmpty })
      #expect(plan.wakeAfter.map { $0 <= .seconds(2) } ?? false)
    }
  }

  @Test("never calls the end of a promotion a withdrawal")
  func promotionIsOrdinary() throws {
    var world = try Self.steady()
    world.deploy(World.image2)
    try world.run(for: .seconds(900)) { $0.status.canary?.stage == .shifting }
    #expect(Planning.plan(try world.observation()).actions.allSatisfy { $0.urgency == .ordinary })
  }

  @Test("keeps stable at the whole demand while a canary has a share, and some minutes after")
  func floorOfStable() throws {
    var world = World()
    world.demand = 8
    try world.run(for: .seconds(120))
    world.badImages = [World.image2]
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.phase == .rolledBack }
    let floor = try #require(world.status.floors.first)
    #expect(floor.replicas >= 8)
    let until = try #require(floor.until)
    #expect(until - world.now > .seconds(300))
    try world.run(for: .seconds(600))
    #expect(world.status.floors == [])
    #expect(world.log.last == "apply HPA api -> api-v1 from 3")
    #expect(world.faults == [])
  }

  @Test("carries the floor over to the promoted revision")
  func floorAfterPromotion() throws {
    var world = World()
    world.demand = 8
    try world.run(for: .seconds(120))
    world.deploy(World.image2)
    try world.run(for: .seconds(900)) {
      $0.phase == .steady && $0.status.stable?.image == World.image2
    }
    #expect(world.status.floors.first?.replicas ?? 0 >= 8)
    #expect(world.status.floors.first?.revision == world.status.stable?.revision)
    #expect(world.faults == [])
  }

  @Test("is superseded at any weight by way of weight 0", arguments: [10, 50, 100])
  func superseded(weight: Int) throws {
    for router in ["GatewayAPI", "None"] {
      var world = try Self.steady(router)
      world.deploy(World.image2)
      try world.run(for: .seconds(900)) {
        $0.status.canary?.weight == weight && $0.status.canary?.stage == .holding
      }
      #expect(world.status.canary?.weight == weight)
      world.deploy(World.image3)
      try world.run(for: .seconds(1_500))
      #expect(world.status.stable?.image == World.image3)
      #expect(world.status.history.map(\.outcome) == [.promoted, .superseded, .promoted])
      #expect(world.faults == [])
    }
  }

  @Test("returns to stable at once when the spec does")
  func reverted() throws {
    var world = try Self.steady()
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    world.deploy(World.image1)
    let plan = try world.pass()
    #expect(plan.status.phase == .rollingBack)
    try world.run(for: .seconds(300))
    #expect(world.phase == .steady)
    #expect(world.status.stable?.image == World.image1)
    #expect(world.faults == [])
  }

  @Test("whose first revision never comes up takes the next one")
  func badInitialThenGood() throws {
    for router in ["GatewayAPI", "None"] {
      var world = World(router: router)
      world.stuckImages = [World.image1]
      try world.run(for: .seconds(700))
      #expect(world.phase == .degraded)
      #expect(Planning.plan(try world.observation()).wakeAfter.map { $0 > .seconds(5) } ?? false)
      world.deploy(World.image2)
      try world.run(for: .seconds(120))
      #expect(world.phase == .steady)
      #expect(world.log.contains("scale api-v1 0"))
      #expect(world.faults == [])
    }
  }

  @Test("keeps at most revisionHistoryLimit old revisions")
  func history() throws {
    var world = World { $0["rollout", default: [:]]["revisionHistoryLimit"] = 1 }
    try world.run(for: .seconds(60))
    for image in [World.image2, World.image3] {
      world.deploy(image)
      try world.run(for: .seconds(900))
    }
    let kept = [World.image2, World.image3]
    #expect(
      world.children.controllerRevisions.compactMap {
        $0.json["data"]?["workload"]?["image"]?.stringValue
      } == kept
    )
    #expect(world.children.deployments.count == 2)
    #expect(world.log.contains { $0.hasPrefix("delete ControllerRevision") })
    #expect(world.faults == [])
  }
}
