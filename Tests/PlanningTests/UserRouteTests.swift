import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("A route of the user's")
struct UserRouteTests {
  static let kinds = ["User", "Traefik"]

  static func holding(_ router: String, _ change: (inout World) -> Void = { _ in }) throws -> World
  {
    var world = World(router: router)
    change(&world)
    try world.run(for: .seconds(60))
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    try #require(world.status.canary?.stage == .holding, "\(world.status.message)")
    world.log = []
    return world
  }

  private func verified(_ world: World) -> [String?] {
    let condition = world.status.conditions.first { $0.type == "TrafficVerified" }
    return [condition?.reason, condition?.message]
  }

  @Test("gets weights in a good upgrade, and is in the end as it was before", arguments: kinds)
  func goodUpgrade(router: String) throws {
    var world = try UpgradeTests.steady(router)
    let before = world.weightCarrier?.1.spec
    world.deploy(World.image2)
    try world.run(for: .seconds(900))
    let kind = router == "User" ? "HTTPRoute" : "TraefikService"
    #expect(
      world.log == [
        "create ControllerRevision api-v2", "create Deployment api-v2",
        "create HPA api-canary -> api-v2 from 1", "create PDB api-canary",
        "apply Service api-canary -> v2",
        "patch finalizer", "patch \(kind) [90, 10]",
        "apply HPA api-canary -> api-v2 from 2", "patch \(kind) [50, 50]",
        "apply HPA api-canary -> api-v2 from 3", "patch \(kind) [0, 100]",
        "apply Service api -> v2", "apply Service api-stable -> v2",
        "patch \(kind) [1, 0]",
        "delete HorizontalPodAutoscaler api-canary", "delete PodDisruptionBudget api-canary",
        "apply HPA api -> api-v2 from 3", "apply PDB api", "patch finalizer",
        "scale api-v1 0",
      ]
    )
    #expect(world.weightCarrier?.1.spec == before)
    #expect(world.resource["metadata"]?["finalizers"]?.arrayValue ?? [] == [])
    #expect(world.status.traffic?.original == nil)
    #expect(world.phase == .steady)
    #expect(world.faults == [])
  }

  @Test("gets weight 0 first in a bad upgrade, alone and urgent", arguments: kinds)
  func badUpgrade(router: String) throws {
    var world = try Self.holding(router)
    world.badImages = [World.image2]
    let plan = try world.pass()
    #expect(plan.status.phase == .rollingBack)
    #expect(plan.actions.map(\.urgency) == [.takesTrafficAway])
    #expect(plan.actions.allSatisfy { $0.prerequisites.isEmpty })
    try world.run(for: .seconds(300))
    #expect(world.phase == .rolledBack)
    #expect(world.faults == [])
  }

  @Test("has its weights on record before the first of ours is written")
  func journalled() throws {
    var world = try UpgradeTests.steady("User")
    world.deploy(World.image2)
    var plan = try world.pass()
    for _ in 0..<60 where !plan.actions.contains(where: { $0.type == .httpRoutes }) {
      world.tick(.seconds(5))
      plan = try world.pass()
    }
    #expect(plan.mustJournal)
    #expect(
      plan.status.traffic?.original
        == ["kind": "HTTPRoute", "name": "shop", "weights": [["stable": 1, "canary": 0]]]
    )
    let patch = try #require(plan.actions.first { $0.type == .httpRoutes })
    #expect(patch.prerequisites.contains { $0.type == .physicsAPIs })
    guard case .patch(let operations, _) = patch.operation else { return }
    #expect(operations.operations.first?.json["path"] == "/metadata/resourceVersion")
    #expect(
      operations.operations.dropFirst().map(\.json) == [
        ["op": "test", "path": "/spec/rules/1/backendRefs/0/name", "value": "api-stable"],
        ["op": "test", "path": "/spec/rules/1/backendRefs/1/name", "value": "api-canary"],
        ["op": "replace", "path": "/spec/rules/1/backendRefs/0/weight", "value": 90],
        ["op": "replace", "path": "/spec/rules/1/backendRefs/1/weight", "value": 10],
      ]
    )
  }

  @Test("may have several rules, weights left out and other backends beside ours")
  func severalRules() throws {
    var world = World(router: "User")
    let rules: JSONValue = [
      ["backendRefs": [["name": "api-canary", "port": 80], ["name": "api-stable", "port": 80]]],
      [
        "backendRefs": [
          ["name": "api-stable", "port": 80, "weight": 150],
          ["name": "api-canary", "port": 80, "weight": 0],
          ["name": "old", "port": 80, "weight": 50],
        ]
      ],
    ]
    world.changeRoute { $0["spec", default: [:]]["rules"] = rules }
    try world.run(for: .seconds(60))
    // Half of the requests of the first rule must not go to the canary's Service while that is re-pointed.
    #expect(world.log.contains("patch HTTPRoute [100, 0, 150, 0]"))
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    #expect(world.log.contains("patch HTTPRoute [90, 10, 135, 15]"))
    world.resource["metadata", default: [:]]["deletionTimestamp"] = .string(world.now.rfc3339)
    try world.pass()
    #expect(world.weightCarrier?.1.spec["rules"] == rules)
  }

  @Test("is left alone from the second rewrite on, until somebody says resume", arguments: kinds)
  func contested(router: String) throws {
    var world = try Self.holding(router)
    world.isTampered = true
    for _ in 0..<2 {
      world.setWeights(stable: 100, canary: 0)
      try world.pass()
      try world.run(for: .seconds(60)) { $0.status.canary?.stage == .holding }
    }
    try world.run(for: .seconds(60))
    #expect(world.phase == .paused)
    #expect(world.status.pause?.reason == "RouteContested")
    #expect(verified(world).first == "RouteContested")
    world.log = []
    world.setWeights(stable: 100, canary: 0)
    try world.run(for: .seconds(60))
    #expect(world.log.filter { $0.hasPrefix("patch") } == [])
    world.annotate(Keys.request, "resume@1")
    try world.run(for: .seconds(900))
    #expect(world.phase == .steady)
    #expect(world.status.stable?.image == World.image2)
  }

  @Test("that another manager contests gets weight 0 all the same", arguments: kinds)
  func contestedRetreat(router: String) throws {
    var world = try Self.holding(router)
    world.isTampered = true
    for _ in 0..<2 {
      world.setWeights(stable: 70, canary: 30)
      try world.pass()
      world.tick(.seconds(5))
      try world.pass()
      world.tick(.seconds(5))
    }
    world.annotate(Keys.abort, "1")
    try world.run(for: .seconds(300))
    #expect(world.phase == .rolledBack)
    #expect(world.weightCarrier.map { WeightCarrier.share(of: $0.1) } == 0)
  }

  @Test("is given back when the resource is deleted in mid-canary", arguments: kinds)
  func deletion(router: String) throws {
    var world = try Self.holding(router)
    #expect(world.resource["metadata"]?["finalizers"] == ["fisica-lab.com/route"])
    world.resource["metadata", default: [:]]["deletionTimestamp"] = .string(world.now.rfc3339)
    try world.run(for: .seconds(60))
    let kind = router == "User" ? "HTTPRoute" : "TraefikService"
    #expect(world.log == ["patch \(kind) [1, 0]", "patch finalizer"])
    #expect(world.resource["metadata"]?["finalizers"] == nil)
    #expect(Planning.plan(try world.observation()).wakeAfter == nil)
  }

  @Test("that is given back takes none but our finalizer from the resource", arguments: [0, 1])
  func foreignFinalizer(place: Int) throws {
    var world = try Self.holding("User")
    world.resource["metadata", default: [:]]["deletionTimestamp"] = .string(world.now.rfc3339)
    try world.run(for: .seconds(60)) { $0.log == ["patch HTTPRoute [1, 0]"] }
    let action = try #require(Planning.plan(try world.observation()).actions.last)
    guard case .patch(let patch, _) = action.operation else {
      Issue.record("\(action) is no patch")
      return
    }
    #expect(try patch.apply(to: world.resource)["metadata"]?["finalizers"] == nil)
    // Somebody adds one after the pass has looked.
    var finalizers: [JSONValue] = ["fisica-lab.com/route"]
    finalizers.insert("example.com/backup", at: place)
    world.resource["metadata", default: [:]]["finalizers"] = .array(finalizers)
    #expect(throws: JSONPatchError.self) { try patch.apply(to: world.resource) }
  }

  @Test("that cannot be given back holds a deletion for ten minutes and no longer")
  func refusedRestoration() throws {
    var world = try Self.holding("User")
    world.refused = ["patch HTTPRoute"]
    world.resource["metadata", default: [:]]["deletionTimestamp"] = .string(world.now.rfc3339)
    try world.run(for: .seconds(590))
    #expect(world.log == [])
    try world.run(for: .seconds(60)) { $0.log == ["patch finalizer"] }
    #expect(world.log == ["patch finalizer"])
  }

  @Test("that does not lead to both Services, or is not there, is named with the cure")
  func faults() throws {
    let lonely: JSONValue = [["backendRefs": [["name": "api-stable", "port": 80]]]]
    let cases: [((inout World) -> Void, String, String)] = [
      (
        { $0.userRoutes = ObservedChildren() }, "RouteMissing",
        "HTTPRoute shop/shop does not exist; create it with the backends api-stable and api-canary"
      ),
      (
        { world in world.changeRoute { $0["spec", default: [:]]["rules"] = lonely } },
        "RouteForeignOwner",
        "HTTPRoute shop/shop names api-stable without api-canary in spec.rules.0.backendRefs; "
          + "add it beside it"
      ),
      (
        { world in
          world.changeRoute {
            $0["metadata", default: [:]]["ownerReferences"] = [
              ["kind": "Mesh", "name": "m", "uid": "u", "controller": true]
            ]
          }
        }, "RouteForeignOwner", "HTTPRoute shop/shop belongs to Mesh m; name a route of your own"
      ),
      (
        { $0.capabilities.hasGatewayAPI = false }, "RouteAPIMissing",
        "the cluster does not serve gateway.networking.k8s.io/v1; install the Gateway API, "
          + "or set spec.routing.router to None"
      ),
    ]
    for (change, reason, message) in cases {
      var world = World(router: "User")
      change(&world)
      try world.run(for: .seconds(60))
      #expect(verified(world) == [reason, message])
      #expect(world.phase == .steady)
      world.deploy(World.image2)
      try world.run(for: .seconds(1_300))
      #expect(world.status.pause?.reason == reason, "\(world.status.message)")
      #expect(!world.log.contains { $0.hasPrefix("patch") })
    }
  }

  @Test("whose API goes away in mid-canary costs a condition and no pod", arguments: World.routers)
  func lostAPI(router: String) throws {
    var world = try Self.holding(router)
    world.capabilities = Capabilities(hasGatewayAPI: false, hasCustomMetrics: false)
    world.userRoutes = ObservedChildren()
    world.children.routes = []
    try world.run(for: .seconds(120))
    if router != "None" { #expect(verified(world).first == "RouteAPIMissing") }
    #expect(!world.log.contains { $0.hasPrefix("scale") && $0.hasSuffix(" 0") })
    #expect(world.status.stable?.image == World.image1)
  }

  @Test("is refused a patch made for another version of it")
  func movedIndex() throws {
    let world = try Self.holding("User") { world in
      world.changeRoute { json in
        let rules = json["spec"]?["rules"]?.arrayValue ?? []
        json["spec", default: [:]]["rules"] = .array(rules.reversed())
      }
    }
    var next = world
    next.badImages = [World.image2]
    let action = try #require(Planning.plan(try next.observation()).actions.first)
    guard case .patch(let patch, _) = action.operation else { return }
    let route = try #require(world.weightCarrier?.1)
    #expect(throws: Never.self) { try patch.apply(to: route.json) }
    var moved = route.json
    moved["spec", default: [:]]["rules"] = .array(
      (route.spec["rules"]?.arrayValue ?? []).reversed()
    )
    #expect(throws: JSONPatchError.self) { try patch.apply(to: moved) }
    moved = route.json
    moved["metadata", default: [:]]["resourceVersion"] = "x"
    #expect(throws: JSONPatchError.self) { try patch.apply(to: moved) }
  }

  @Test("is left under the old router when the specification names another one in mid-canary")
  func rerouted() throws {
    for (from, to) in [("User", "None"), ("None", "GatewayAPI"), ("GatewayAPI", "None")] {
      var world = try Self.holding(from)
      world.edit { $0["routing"] = World.routing(to) }
      let plan = try world.pass()
      #expect(plan.status.phase == .rollingBack, "\(from) to \(to)")
      #expect(plan.status.message.contains("another router"))
      #expect(plan.actions.map(\.urgency) == [.takesTrafficAway], "\(from) to \(to)")
      try world.run(for: .seconds(200)) { $0.phase != .rollingBack }
      #expect(
        world.status.history.last?.outcome == .superseded,
        "\(from) to \(to) \(world.log) \(world.status.message)"
      )
    }
  }

  @Test("that is not there is waited for, although our own route of before still stands")
  func neverThere() throws {
    var world = try UpgradeTests.steady("GatewayAPI")
    world.edit {
      $0["routing"] = ["router": "GatewayAPI", "gatewayAPI": ["routeName": "gone"]]
    }
    world.deploy(World.image2)
    try world.run(for: .seconds(1_500))
    #expect(world.status.phase == .paused)
    #expect(world.status.traffic?.canaryWeight == 0)
    #expect(world.status.history.count == 1, "\(world.status.history)")
  }
}
