import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A router")
struct RouterTests {
  @Test(
    "is not waited for when it is a parent no more",
    arguments: [
      ["name": "old"], ["name": "edge", "sectionName": "http"],
      ["name": "edge", "namespace": "elsewhere"],
    ] as [JSONValue]
  )
  func strayParents(reference: JSONValue) throws {
    var world = World()
    world.strayParents = [
      ["parentRef": reference, "conditions": [["type": "Accepted", "status": "False"]]]
    ]
    try world.run(for: .seconds(60))
    world.deploy(World.image2)
    try world.run(for: .seconds(900))
    #expect(world.phase == .steady)
    #expect(world.status.stable?.image == World.image2)
    #expect(world.faults == [])
  }

  @Test("is waited for under whatever spelling its status names it")
  func spelling() throws {
    var world = World()
    world.strayParents = [
      [
        "parentRef": [
          "group": "gateway.networking.k8s.io", "kind": "Gateway", "namespace": "shop",
          "name": "edge",
        ], "conditions": [["type": "Accepted", "status": "False"]],
      ]
    ]
    try world.run(for: .seconds(60))
    let verified = world.status.conditions.first { $0.type == "TrafficVerified" }
    #expect(verified?.status == .unknown)
  }
}
