import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// The API of routes may be taken away while they carry traffic.
struct RouteAPITests {
  @Test("a Gateway API that is removed in mid-canary is missed at once, and no pod is lost")
  func removed() throws {
    let world = OperatorWorld(WorldSettings(seed: 5))
    try world.installDefinition()
    world.startOperator()
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.0.0").object())
    let key = DemoManifest.key
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    try world.apply(.physicsAPIs, try DemoManifest(tag: "v1.1.0").object())
    let isHolding = world.run(atMost: .seconds(900)) {
      world.status(of: key).canary?.stage == .holding
    }
    #expect(isHolding)
    let objects = world.cluster.server.objects
    let stable = try #require(world.status(of: key).stable?.deployment)
    let definition = try #require(
      objects.list(.customResourceDefinitions).first { $0.name.hasPrefix("httproutes.") }
    )
    try objects.delete(.customResourceDefinitions, definition.key)
    let isMissed = world.run(atMost: .seconds(30)) {
      world.status(of: key).conditions.contains {
        $0.type == "TrafficVerified" && $0.reason == "RouteAPIMissing"
      }
    }
    #expect(isMissed, "\(world.status(of: key).conditions)")
    world.run(for: .seconds(120))
    let deployment = objects.get(.deployments, ObjectKey(namespace: "default", name: stable))
    #expect(deployment?.spec["replicas"]?.intValue ?? 0 > 0)
    #expect(deployment?.status["readyReplicas"]?.intValue ?? 0 > 0)
    world.stop()
  }

  @Test("a resource deleted in mid-canary gives the user's HTTPRoute its weights back, then goes")
  func deletedInMidCanary() throws {
    let world = OperatorWorld(WorldSettings(seed: 6))
    try world.installDefinition()
    let objects = world.cluster.server.objects
    let routeKey = ObjectKey(namespace: "default", name: "shop")
    var route = APIObject(.httpRoutes, routeKey)
    route.json["spec"] = [
      "parentRefs": [["name": "public"]],
      "rules": [
        [
          "backendRefs": [
            ["name": "fisica-api-stable", "port": 80, "weight": 1],
            ["name": "fisica-api-canary", "port": 80, "weight": 0],
          ]
        ]
      ],
    ]
    try objects.create(.httpRoutes, route)
    world.startOperator()
    let key = DemoManifest.key
    func roll(_ tag: String) throws {
      var object = try DemoManifest(tag: tag).object()
      object.json["spec"]?["routing"]?["gatewayAPI"] = ["routeName": "shop"]
      try world.apply(.physicsAPIs, object)
    }
    try roll("v1.0.0")
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    let before = objects.get(.httpRoutes, routeKey)?.spec
    try roll("v1.1.0")
    let isHolding = world.run(atMost: .seconds(900)) {
      world.status(of: key).canary?.stage == .holding
    }
    #expect(isHolding, "\(world.status(of: key).message)")
    #expect(objects.get(.httpRoutes, routeKey)?.spec != before)
    try objects.delete(.physicsAPIs, key)
    #expect(objects.get(.physicsAPIs, key) != nil)
    let isGone = world.run(atMost: .seconds(60)) { objects.get(.physicsAPIs, key) == nil }
    #expect(isGone)
    #expect(objects.get(.httpRoutes, routeKey)?.spec == before)
    world.stop()
  }
}
