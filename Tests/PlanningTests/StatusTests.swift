import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

@Suite("The status")
struct StatusTests {
  private static let pauseReasons = [
    "PausedByRequest", "ManualHold", "InsufficientRequests", "MetricsUnreadable",
    "WeightNotVerified",
    "NoCapacity", "ErrorRateAboveLimit", "CrashLoopBackOff", "ContainersTerminated",
    "ContainerConfigInvalid", "ImagePullFailed", "NeverReady", "EvidenceInsufficient", "Aborted",
  ]

  /// A world at 10 % whose router is silent, so that nothing moves by itself.
  private static func inFlight() throws -> World {
    var world = try UpgradeTests.steady()
    world.edit {
      $0["rollout", default: [:]]["steps"] = [["weight": 10, "hold": "Manual"], ["weight": 50]]
    }
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.phase == .paused }
    return world
  }

  @Test("is not written for the number of ready pods alone")
  func gauges() throws {
    var world = try UpgradeTests.steady()
    world.resource["status"]?["stable"]?["readyReplicas"] = 17
    let plan = Planning.plan(try world.observation())
    #expect(plan.status == world.status)
    #expect(!plan.mustJournal && plan.actions.isEmpty)
  }

  @Test("brings every pause back as it was", arguments: pauseReasons)
  func pauses(reason: String) throws {
    var world = try Self.inFlight()
    #expect(world.status.pause?.reason == "ManualHold")
    var status = world.status
    let takesTrafficAway = Self.pauseReasons.drop { $0 != "NoCapacity" }.contains(reason)
    status.pause?.reason = reason
    status.canary?.reason = reason
    status.canary?.evidence = takesTrafficAway ? "as it was" : ""
    world.resource["status"] = status.json
    let plan = try world.pass()
    #expect(plan.status.phase == .paused)
    #expect(plan.status.pause == status.pause)
    #expect(plan.status.canary == status.canary)
    let weights = plan.actions.filter { $0.type == .httpRoutes }.map { world.describe($0) }
    #expect(weights == (takesTrafficAway ? ["apply route 0"] : []))
  }

  @Test(
    "brings every way out back as it was",
    arguments: ["ErrorRateAboveLimit", "Aborted", "Superseded", "Reverted", "Suspended"],
    [CanaryStage.returning, .draining]
  )
  func retreats(reason: String, stage: CanaryStage) throws {
    let texts = [
      "Superseded": "the spec names another new revision",
      "Reverted": "the spec names the stable revision again",
    ]
    var world = try Self.inFlight()
    var status = world.status
    status.phase = .rollingBack
    status.pause = nil
    status.canary?.stage = stage
    status.canary?.stageSince = world.now
    status.canary?.stepStartedAt = nil
    status.canary?.enteredAt = nil
    status.canary?.judgedSince = nil
    status.canary?.clearedAt = nil
    status.canary?.weight = 0
    status.canary?.reason = reason
    status.canary?.evidence = texts[reason] ?? "as it was"
    world.resource["status"] = status.json
    let plan = try world.pass()
    #expect(plan.status.phase == .rollingBack)
    #expect(plan.status.canary == status.canary)
  }

  @Test("is not written again while nothing but time and the number of ready pods changes")
  func quiet() throws {
    for router in ["GatewayAPI", "None"] {
      var world = try UpgradeTests.steady(router)
      world.edit { $0["rollout", default: [:]]["analysis"] = ["interval": "4m"] }
      world.deploy(World.image2)
      try world.run(for: .seconds(300)) { $0.status.canary?.stage == .holding }
      try world.pass()
      world.now = world.now + .seconds(5)
      world.demand = 7
      world.children.deployments = world.children.deployments.map { deployment in
        var deployment = deployment
        deployment.json["status", default: [:]]["readyReplicas"] = 5
        return deployment
      }
      let plan = try world.pass()
      #expect(plan.status == world.status)
      #expect(!plan.mustJournal)
    }
  }

  @Test("names each wait with its end")
  func waits() throws {
    var world = try UpgradeTests.steady()
    world.edit { $0["rollout", default: [:]]["analysis"] = ["minimumRequests": 5_000] }
    world.deploy(World.image2)
    try world.run(for: .seconds(300)) { $0.status.waits.contains(where: Self.isForRequests) }
    let wait = try #require(world.status.waits.first(where: Self.isForRequests))
    let (since, deadline) = (try #require(wait.since), try #require(wait.deadline))
    #expect(deadline - since == .seconds(1_800))
    try world.run(for: .seconds(1_900)) { $0.phase == .paused }
    #expect(world.status.pause?.reason == "InsufficientRequests")
  }

  private static func isForRequests(_ wait: WaitStatus) -> Bool {
    wait.reason == ConditionReason.insufficientRequests.rawValue
  }

  @Test("records each verb once and acts on it once")
  func verbs() throws {
    var world = try Self.inFlight()
    world.annotate(Keys.request, "promote@1")
    #expect(try world.pass().status.canary?.weight == 50)
    #expect(world.status.lastHandledRequest == "promote@1")
    #expect(try world.pass().status.canary?.weight == 50)
    world.annotate(Keys.request, "pause@2")
    world.annotate(Keys.abort, "3")
    #expect(try world.pass().status.phase == .rollingBack)
    #expect(world.status.lastHandledRequest == "promote@1")
    #expect(try world.pass().events.map(\.reason).contains("RequestIgnored"))
    #expect(world.status.lastHandledRequest == "pause@2")
  }
}
