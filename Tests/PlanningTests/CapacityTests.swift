import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("Capacity")
struct CapacityTests {
  @Test("by pod ratio the whole load is counted although only stable has an autoscaler")
  func wholeLoad() throws {
    var world = World(router: "None")
    world.demand = 4
    try world.run(for: .seconds(120))
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) {
      $0.status.canary?.weight == 50 && $0.status.canary?.stage == .holding
    }
    world.demand = 8
    try world.run(for: .seconds(40))
    #expect(world.status.floors.first?.replicas ?? 0 >= 8)
    #expect(world.faults == [])
  }

  @Test("the floor under stable does not follow a falling demand while a canary has traffic")
  func floorStays() throws {
    var world = World()
    world.demand = 8
    try world.run(for: .seconds(120))
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.status.canary?.stage == .holding }
    try #require(world.status.floors.first?.replicas == 8)
    world.demand = 3
    try world.run(for: .seconds(30))
    #expect(world.status.canary?.weight ?? 0 > 0)
    #expect(world.status.floors.first?.replicas == 8)
  }

  @Test("by pod ratio stable never shrinks beside a canary")
  func neverShrinks() throws {
    var world = World(router: "None") {
      $0["rollout", default: [:]]["steps"] = [["weight": 25, "hold": "Manual"]]
    }
    world.demand = 8
    try world.run(for: .seconds(120))
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.phase == .paused }
    let stable = try #require(world.status.stable?.deployment)
    let before = world.children.child(.deployments, named: stable)?.spec["replicas"]?.intValue
    world.demand = 4
    try world.run(for: .seconds(120))
    let after = world.children.child(.deployments, named: stable)?.spec["replicas"]?.intValue
    #expect(after == before)
    #expect(world.faults == [])
  }

  @Test("a load beyond maxReplicas pauses a rollout, and its end lets it go on")
  func belowDemand() throws {
    for router in World.routers {
      var world = try UserRouteTests.holding(router) { world in
        world.edit { $0["scaling", default: [:]]["maxReplicas"] = 5 }
      }
      world.demand = 14
      try world.run(for: .seconds(300)) { $0.phase == .paused }
      #expect(world.status.pause?.reason == "CapacityBelowDemand", "\(router)")
      world.demand = 3
      try world.run(for: .seconds(1_800))
      #expect(world.status.stable?.image == World.image2, "\(router): \(world.status.message)")
    }
  }

  @Test("an autoscaler that is refused for ever keeps no drained canary alive")
  func refusedAutoscaler() throws {
    for router in World.routers {
      var world = try UserRouteTests.holding(router)
      world.refused = ["apply HPA api ", "apply PDB"]
      world.demand = 9
      world.badImages = [World.image2]
      try world.run(for: .seconds(400)) { $0.log.contains("scale api-v2 0") }
      #expect(world.log.contains("scale api-v2 0"), "\(router)")
    }
  }

  @Test("a canary at a tenth of the traffic gets a tenth of the service's floor")
  func floorByShare() throws {
    var world = World(router: "GatewayAPI") {
      $0["scaling", default: [:]]["minReplicas"] = 10
      $0["scaling", default: [:]]["maxReplicas"] = 30
      $0["rollout", default: [:]]["steps"] = [["weight": 10, "hold": "Manual"]]
    }
    try world.run(for: .seconds(300)) { $0.phase == .steady }
    world.deploy(World.image2)
    try world.run(for: .seconds(600)) { $0.phase == .paused }
    let canary = world.children.child(.horizontalPodAutoscalers, named: "api-canary")
    #expect(canary?.spec["minReplicas"] == 1)
    let stable = world.children.child(.horizontalPodAutoscalers, named: "api")
    #expect(stable?.spec["minReplicas"] == 10)
  }

  @Test("ready is what the endpoints list, not what the status of a Deployment counts")
  func endpointsDecide() throws {
    var world = World(router: "GatewayAPI")
    try world.run(for: .seconds(120)) { world in
      world.children.deployments.contains { $0.status["readyReplicas"]?.intValue ?? 0 >= 3 }
    }
    world.children.endpointSlices = []
    world.now = world.now + .seconds(60)
    #expect(try plan(world.observation()).status.phase == .initializing)
    try world.run(for: .seconds(60)) { $0.phase == .steady }
    #expect(world.phase == .steady)
  }
}
