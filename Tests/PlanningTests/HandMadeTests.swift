import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("What others do to a service")
struct HandMadeTests {
  @Test("an object of another controller under our name is left alone and named")
  func nameConflict() throws {
    var world = try UpgradeTests.steady()
    world.tamper(.services, "api") { json in
      json["metadata", default: [:]]["ownerReferences"] = [
        ["kind": "Shop", "name": "corner", "uid": "other", "controller": true]
      ]
    }
    let plan = try world.pass()
    #expect(plan.actions.isEmpty)
    #expect(
      plan.status.message
        == "Service shop/api belongs to Shop corner; delete or rename one of them"
    )
    let stalled = plan.status.conditions.first { $0.type == "Stalled" }
    #expect(stalled?.status == .yes && stalled?.reason == "NameConflict")
    #expect(plan.wakeAfter == .seconds(30))
  }

  @Test("an object without a controller is taken back when our label is on it, and only then")
  func orphans() throws {
    var world = try UpgradeTests.steady()
    world.tamper(.services, "api") { $0["metadata", default: [:]]["ownerReferences"] = nil }
    #expect(try world.pass().actions.map { world.describe($0) } == ["apply Service api -> v1"])
    world.tamper(.services, "api") { json in
      json["metadata", default: [:]]["ownerReferences"] = nil
      json["metadata", default: [:]]["labels"] = [:]
    }
    let plan = try world.pass()
    #expect(plan.actions.isEmpty)
    #expect(plan.status.message == "Service shop/api exists and is not ours; delete or rename it")
  }

  @Test(
    "what belongs to an earlier resource of this name is neither scaled nor taken for a revision of ours"
  )
  func earlierIncarnation() throws {
    var world = try UpgradeTests.steady()
    let name = try #require(world.status.stable?.deployment)
    world.tamper(.deployments, name) { json in
      json["metadata", default: [:]]["ownerReferences"] = [
        [
          "apiVersion": "fisica-lab.com/v1alpha1", "kind": "PhysicsAPI", "name": "api",
          "uid": "earlier", "controller": true,
        ]
      ]
      json["spec", default: [:]]["replicas"] = 0
    }
    let plan = try world.pass()
    #expect(plan.actions.isEmpty, "\(plan.actions.map { world.describe($0) })")
    #expect(
      plan.status.message
        == "Deployment shop/\(name) belongs to an earlier PhysicsAPI of this name; it waits for garbage collection"
    )
  }

  @Test(
    "an old revision's Deployment that is not ours any more is not scaled to zero",
    arguments: [
      [], [["kind": "Application", "name": "theirs", "uid": "somebody", "controller": true]],
    ] as [JSONValue]
  )
  func foreignSleeper(owners: JSONValue) throws {
    var world = try UpgradeTests.steady()
    let name = try #require(world.status.stable?.deployment)
    world.deploy(World.image2)
    try world.run(for: .seconds(900))
    try #require(world.phase == .steady && world.status.stable?.deployment != name)
    world.tamper(.deployments, name) { json in
      json["metadata", default: [:]]["ownerReferences"] = owners
      json["spec", default: [:]]["replicas"] = 2
    }
    let plan = try world.pass()
    #expect(plan.actions.isEmpty, "\(plan.actions.map { world.describe($0) })")
    #expect(world.faults == [])
  }

  @Test("somebody else's objects with the names of a canary's are not cleared away")
  func foreignLeftOvers() throws {
    var world = try UpgradeTests.steady()
    for type in [ResourceType.horizontalPodAutoscalers, .podDisruptionBudgets] {
      var object = APIObject(type, ObjectKey(namespace: "shop", name: "api-canary"))
      object.metadata["uid"] = "uid-somebody"
      object.metadata["resourceVersion"] = "1"
      world.children[type].append(object)
    }
    let plan = try world.pass()
    #expect(plan.actions.isEmpty, "\(plan.actions.map { world.describe($0) })")
    #expect(world.faults == [])
  }

  @Test("a Deployment that somebody scaled to zero is woken")
  func scaledToZero() throws {
    var world = try UpgradeTests.steady()
    let name = try #require(world.status.stable?.deployment)
    world.tamper(.deployments, name) { $0["spec", default: [:]]["replicas"] = 0 }
    let plan = try world.pass()
    #expect(plan.actions.map { world.describe($0) } == ["scale api-v1 3"])
  }

  @Test("a Service whose selector somebody changed leads back to stable, even under weight")
  func selectorDrift() throws {
    for name in ["api", "api-stable", "api-canary"] {
      var world = try UpgradeTests.steady()
      world.isTampered = true
      world.tamper(.services, name) {
        $0["spec", default: [:]]["selector", default: [:]][Keys.revision] = "deadbeef"
      }
      #expect(
        try world.pass().actions.map { world.describe($0) } == ["apply Service \(name) -> v1"]
      )
    }
  }

  @Test("a canary Service that somebody pointed at stable gets weight 0 before it is mended")
  func canarySelectorDrift() throws {
    var world = try UpgradeTests.steady()
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
    let stable = try #require(world.status.stable?.revision)
    world.tamper(.services, "api-canary") {
      $0["spec", default: [:]]["selector", default: [:]][Keys.revision] = .string(stable)
    }
    world.log = []
    try world.pass()
    #expect(world.log.first == "apply route 0")
    try world.pass()
    #expect(world.log.contains("apply Service api-canary -> v2"))
    #expect(world.phase == .progressing)
  }

  @Test("a lost status is read off the cluster and never taken for a first deploy")
  func lostStatus() throws {
    for router in ["GatewayAPI", "None"] {
      for weight in [0, 10, 50, 100] {
        var world = try UpgradeTests.steady(router)
        let stable = try #require(world.status.stable?.revision)
        if weight > 0 { world.deploy(World.image2) }
        try world.run(for: .seconds(900)) {
          weight == 0 || $0.status.canary?.weight == weight && $0.status.canary?.stage == .holding
        }
        world.resource["status"] = nil
        world.annotate(Keys.abort, "from-a-backup")
        let plan = try world.pass()
        #expect(plan.mustJournal)
        #expect(plan.status.stable?.revision == stable)
        #expect(plan.status.phase != .initializing)
        #expect(plan.status.lastHandledAbort == "from-a-backup")
        #expect(!world.log.contains("scale api-v1 0"))
        try world.run(for: .seconds(900))
        #expect(world.status.stable?.image == (weight > 0 ? World.image2 : World.image1))
        #expect(world.faults == [])
      }
    }
  }

  @Test("a lost status forgets no drain: the canary's pods stay until it is over")
  func lostWhileDraining() throws {
    for router in ["GatewayAPI", "None"] {
      var world = try UpgradeTests.steady(router)
      world.deploy(World.image2)
      try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
      world.annotate(Keys.abort, "now")
      try world.run(for: .seconds(60)) { $0.status.canary?.stage == .draining }
      let lostAt = world.now
      world.resource["status"] = nil
      world.log = []
      try world.run(for: .seconds(300)) { $0.log.contains("scale api-v2 0") }
      #expect(world.now - lostAt >= .seconds(60), "\(router)")
      #expect(world.faults == [])
    }
  }

  @Test("a lost status forgets no promotion: the old pods stay until nothing leads to them")
  func lostWhilePromoting() throws {
    for router in ["GatewayAPI", "None"] {
      for stage in [CanaryStage.repointing, .shifting, .draining] {
        var world = try UpgradeTests.steady(router)
        world.deploy(World.image2)
        try world.run(for: .seconds(1_800)) {
          $0.phase == .promoting && $0.status.canary?.stage == stage
        }
        #expect(world.phase == .promoting)
        let lostAt = world.now
        world.resource["status"] = nil
        world.log = []
        try world.run(for: .seconds(1_800)) { $0.log.contains("scale api-v1 0") }
        #expect(world.now - lostAt >= .seconds(60), "\(router) \(stage)")
        try world.run(for: .seconds(1_800))
        #expect(world.status.stable?.image == World.image2)
        #expect(world.phase == .steady)
        #expect(world.faults == [])
      }
    }
  }

  @Test("no canary gets its first weight before somebody has looked at stable")
  func stableAwaited() throws {
    for router in World.routers {
      var world = try UpgradeTests.steady(router)
      world.deploy(World.image2)
      world.isStableAwaited = true
      try world.run(for: .seconds(240))
      #expect(world.trafficShares.filter { $0.1 > 0 }.count == 1, "\(router)")
      #expect(world.status.message.contains("how the stable revision does"), "\(router)")
      world.isStableAwaited = false
      try world.run(for: .seconds(900))
      #expect(world.status.stable?.image == World.image2, "\(router)")
      #expect(world.faults == [], "\(router)")
    }
  }

  @Test("nor does a canary get its second one; what it has it keeps")
  func stableAwaitedInTheMiddle() throws {
    for router in World.routers {
      var world = try UpgradeTests.steady(router)
      world.deploy(World.image2)
      try world.run(for: .seconds(900)) { $0.status.canary?.stage == .holding }
      let before = world.trafficShares.map(\.1)
      world.isStableAwaited = true
      try world.run(for: .seconds(240))
      #expect(world.status.canary?.step == 1, "\(router)")
      #expect(world.trafficShares.map(\.1) == before, "\(router)")
      world.isStableAwaited = false
      try world.run(for: .seconds(900))
      #expect(world.status.stable?.image == World.image2, "\(router)")
      #expect(world.faults == [], "\(router)")
    }
  }

  @Test("where nothing is left of stable, what serves is taken for it, and it is said once")
  func stableGone() throws {
    for router in World.routers {
      for verb in [nil, Keys.abort] {
        var world = try UpgradeTests.steady(router)
        let gone = try #require(world.status.stable?.revision)
        world.deploy(World.image2)
        try world.run(for: .seconds(900)) { $0.status.canary?.stage == .holding }
        let canary = try #require(world.status.canary?.revision)
        if let verb { world.annotate(verb, "1") }
        world.isTampered = true
        world.remove(gone)
        let plan = try world.pass()
        #expect(plan.events.map(\.reason).contains("StableGone"), "\(router)")
        #expect(world.status.stable?.revision == canary)
        let after = try world.pass()
        #expect(!after.events.map(\.reason).contains("StableGone"))
        try world.run(for: .seconds(900))
        #expect(world.phase == .steady, "\(router)")
        #expect(world.deployment(canary)?.spec["replicas"] == 3)
        world.deploy(World.image3)
        try world.run(for: .seconds(1_800))
        #expect(world.status.stable?.image == World.image3, "\(router)")
      }
    }
  }

  @Test("as long as a record, a Deployment or a pod of stable is left, it stays stable")
  func stableHalfGone() throws {
    for left in [\ObservedChildren.controllerRevisions, \.deployments, \.pods] {
      var world = try UpgradeTests.steady("GatewayAPI")
      let stable = try #require(world.status.stable?.revision)
      world.deploy(World.image2)
      try world.run(for: .seconds(900)) { $0.status.canary?.stage == .holding }
      let before = world.children[keyPath: left]
      world.isTampered = true
      world.remove(stable)
      world.children[keyPath: left] = before
      try world.pass()
      #expect(world.status.stable?.revision == stable)
    }
  }

  @Test("a first revision that serves already is not taken away for an unproven one")
  func firstRevisionServes() throws {
    for router in ["GatewayAPI", "None"] {
      var world = World(router: router)
      // Its pods are ready after ten seconds, and trusted after twelve more.
      try world.run(for: .seconds(18))
      #expect(world.phase == .initializing)
      world.deploy(World.image2)
      try world.pass()
      #expect(world.phase == .steady)
      try world.run(for: .seconds(1_800))
      #expect(world.status.stable?.image == World.image2)
      #expect(world.faults == [])
    }
  }

  @Test("blue-green: a full preview without traffic, one switch, and back at once if it is bad")
  func blueGreen() throws {
    for router in ["GatewayAPI", "None"] {
      for isBad in [false, true] {
        var world = try UpgradeTests.steady(router)
        world.edit { spec in
          spec["rollout", default: [:]]["strategy"] = "BlueGreen"
          spec["rollout", default: [:]]["blueGreen"] = ["previewHold": "30s"]
        }
        if isBad { world.badImages = [World.image2] }
        world.deploy(World.image2)
        try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
        #expect(world.status.canary?.weight == 0)
        #expect(world.status.canary?.readyReplicas == 3, "\(router)")
        try world.run(for: .seconds(1_800))
        #expect(world.status.stable?.image == (isBad ? World.image1 : World.image2), "\(router)")
        #expect(world.phase == (isBad ? .rolledBack : .steady))
        let weights = world.log.filter { $0.hasPrefix("apply route") }
        #expect(router == "None" || weights == ["apply route 100", "apply route 0"])
        #expect(world.faults == [])
      }
    }
  }

  @Test("a cluster without the custom metrics API gets no metric that would fail")
  func noCustomMetrics() throws {
    var world = World { $0["scaling", default: [:]]["requestsPerSecondPerReplica"] = 100 }
    let plan = try world.pass()
    let metrics = world.children.autoscalers.first?.spec["metrics"]?.arrayValue ?? []
    #expect(metrics.map { $0["type"]?.stringValue } == ["Resource", "Resource"])
    #expect(
      plan.warnings == [
        "the cluster does not serve custom.metrics.k8s.io; the HPA goes without "
          + "http_requests_per_second"
      ]
    )
    world.capabilities.hasCustomMetrics = true
    try world.pass()
    #expect(world.children.autoscalers.first?.spec["metrics"]?.arrayValue?.count == 3)
  }

  @Test("steps that pods cannot express are played as 50 %, and the plan says so")
  func clippedSteps() throws {
    let world = World(router: "None") {
      $0["rollout", default: [:]]["steps"] = [["weight": 10], ["weight": 60], ["weight": 80]]
    }
    #expect(
      Planning.plan(try world.observation()).warnings == [
        "without a router the step of 60 %, 80 % is played as 50 %: traffic is split by the number "
          + "of pods"
      ]
    )
  }

  @Test("a spec that waits is not Ready, so that nobody waiting for it returns early")
  func pausedSpec() throws {
    var world = try UpgradeTests.steady()
    world.edit { $0["paused"] = true }
    world.deploy(World.image2)
    let plan = try world.pass()
    #expect(plan.actions.isEmpty)
    let ready = plan.status.conditions.first { $0.type == "Ready" }
    #expect(ready?.status == .no && ready?.reason == "PausedBySpec")
  }

  @Test("a verb that has nothing to act on is answered once")
  func undo() throws {
    var world = try UpgradeTests.steady()
    world.annotate(Keys.request, "undo@1")
    let plan = try world.pass()
    #expect(
      plan.events.map(\.message) == [
        "undo was ignored: no other revision has served before; there is none to go back to: "
          + "set spec.workload to what it was"
      ]
    )
    #expect(try world.pass().events.isEmpty)
  }

  @Test("a resource that is being deleted is left to the garbage collector")
  func deleting() throws {
    var world = try UpgradeTests.steady()
    world.children.services = []
    world.resource["metadata", default: [:]]["deletionTimestamp"] = "2027-01-15T08:00:00Z"
    #expect(Planning.plan(try world.observation()).actions.isEmpty)
  }
}
