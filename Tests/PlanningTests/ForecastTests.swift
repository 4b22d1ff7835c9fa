import APIMachinery
import Forecast
import JSON
import PhysicsResources
import Planning
import Scaling
import Testing
import Time

@Suite("The forecast in status, conditions and events")
struct ForecastTests {
  /// A service of 3 to 20 pods of 50 requests per second.
  private func steady(mode: String = "Enforce", capacity: Int = 50) throws -> World {
    var world = try UpgradeTests.steady()
    world.edit {
      $0["scaling"] = [
        "maxReplicas": 20,
        "forecast": ["mode": .string(mode), "capacityPerReplica": .integer(Int64(capacity))],
      ]
    }
    return world
  }

  private func standing(
    _ gate: TrustGate = .open,
    answering: Forecast.ForecastModel? = .auto,
    reason: String = "Auto is trusted"
  ) -> ForecastStanding {
    ForecastStanding(asked: .auto, answering: answering, gate: gate, reason: reason)
  }

  /// One pass with a forecast of `load`; writes the status.
  @discardableResult
  private func pass(
    _ world: inout World,
    load: Double?,
    standing: ForecastStanding? = nil,
    isPending: Bool = false,
    complaint: String = "",
    silentFor silence: Duration = .seconds(30)
  ) throws -> Plan {
    var observation = try world.observation()
    let answer: Result<LoadForecast, ForecastUnavailable> =
      load.map { load in
        .success(
          LoadForecast(
            madeAt: Int(world.now.epochSeconds / 60),
            model: .auto,
            gate: standing?.gate ?? .open,
            point: load,
            upperAtLead: load,
            upperNext15Minutes: 0
          )
        )
      } ?? .failure(.tooLittleHistory(minutes: 3))
    observation.floorEvidence = FloorEvidence(
      of: observation.resource,
      at: world.now,
      lastHeard: world.now - silence,
      forecast: answer,
      peakLoad: nil
    )
    observation.forecast = ForecastFacts(
      standing: standing ?? self.standing(),
      isPending: isPending,
      complaint: complaint
    )
    let plan = Planning.plan(observation)
    world.resource["status"] = plan.status.json
    for action in plan.actions where action.type == .horizontalPodAutoscalers {
      if case .apply(let object) = action.operation {
        world.replace(.horizontalPodAutoscalers, object.name, with: merged(world, object))
      }
    }
    return plan
  }

  private func merged(_ world: World, _ object: APIObject) -> JSONValue {
    let present = world.children.child(.horizontalPodAutoscalers, named: object.name)
    return (present?.json ?? [:]).merging(patch: object.json)
  }

  private func floor(_ world: World) -> Int? {
    world.children.child(.horizontalPodAutoscalers, named: "api")?.spec["minReplicas"]?.intValue
  }

  private func condition(_ plan: Plan) throws -> Condition {
    try #require(plan.status.conditions.first { $0.type == "ForecastAvailable" })
  }

  @Test(
    "the condition says what keeps a forecast from being used",
    arguments: [
      (TrustGate.open, Condition.Status.yes, "ForecastTrusted"),
      (.closed(.underADay(minutes: 90)), .no, "ForecastColdStart"),
      (.closed(.training), .no, "ForecastColdStart"),
      (.closed(.unproven(judged: 3)), .no, "ForecastColdStart"),
      (.closed(.underAnHour(minutes: 40)), .no, "ForecastColdStart"),
      (.closed(.worseThanPersistence), .no, "ForecastInaccurate"),
      (.closed(.coverage(0.5)), .no, "ForecastInaccurate"),
    ]
  )
  func verdicts(gate: TrustGate, status: Condition.Status, reason: String) throws {
    var world = try steady()
    let plan = try pass(&world, load: 180, standing: standing(gate, reason: "because"))
    let condition = try condition(plan)
    #expect(condition.status == status)
    #expect(condition.reason == reason)
    #expect(condition.message == "because")
    #expect(plan.status.forecast?.gate == (gate == .open ? .open : .closed))
    #expect(plan.status.forecast?.limit == "the forecast needs it")
  }

  @Test("without a capacity, with old data and without an hour of data it says so")
  func obstacles() throws {
    var world = try steady(capacity: 0)
    #expect(try condition(pass(&world, load: 180)).reason == "CapacityUnknown")
    world = try steady()
    let stale = try condition(pass(&world, load: 180, silentFor: .seconds(200)))
    #expect(stale.reason == "ForecastDataStale")
    #expect(stale.message.hasPrefix("the newest sample is over 2 minutes old"))
    #expect(try condition(pass(&world, load: nil)).reason == "ForecastColdStart")
  }

  @Test("the floor is raised in Enforce; in Observe the same number stands in the status alone")
  func modes() throws {
    for (mode, expected) in [("Enforce", 6), ("Observe", 3)] {
      var world = try steady(mode: mode)
      let plan = try pass(&world, load: 250)
      #expect(plan.status.forecast?.floor == 6)
      #expect(plan.status.forecast?.answering == "Auto")
      #expect(floor(world) == expected)
    }
  }

  @Test("a gate that closes is told once, with the reason, and takes no pod")
  func closing() throws {
    var world = try steady()
    let opened = try pass(&world, load: 250)
    #expect(opened.events.map(\.reason) == ["ForecastGateOpened"])
    #expect(floor(world) == 6)
    world.now = world.now + .seconds(60)
    let plain = standing(
      .closed(.worseThanPersistence),
      answering: .recentMean,
      reason: "RecentMean answers for Auto: it was worse"
    )
    let closed = try pass(&world, load: 180, standing: plain)
    #expect(closed.events.map(\.reason) == ["ForecastGateClosed"])
    #expect(closed.events.map(\.message) == ["RecentMean answers for Auto: it was worse"])
    #expect(closed.events.map(\.severity) == [.warning])
    // Lowered as any floor is: not before five minutes have passed.
    #expect(floor(world) == 6)
    #expect(try pass(&world, load: 180, standing: plain).events.isEmpty)
  }

  @Test("a status changes only when the floor, a model, the gate or a reason does")
  func quietStatus() throws {
    var world = try steady()
    try pass(&world, load: 250)
    let before = world.status
    for load in [246.0, 220, 254] {
      world.now = world.now + .seconds(60)
      #expect(try pass(&world, load: load).status == before)
    }
  }

  @Test("after a restart floor and status stand until the history is read")
  func restart() throws {
    var world = try steady()
    try pass(&world, load: 250)
    let before = world.status
    world.now = world.now + .seconds(600)
    let plan = try pass(&world, load: nil, isPending: true, silentFor: .seconds(900))
    #expect(plan.status == before)
    #expect(plan.actions.isEmpty)
    #expect(floor(world) == 6)
  }

  @Test("a capacity that nobody knew does not make a floor act after a restart")
  func restartWithoutCapacity() throws {
    var world = try steady(capacity: 0)
    try pass(&world, load: 250)
    let plan = try pass(&world, load: nil, isPending: true)
    #expect(plan.actions.isEmpty)
    #expect(floor(world) == 3)
  }

  @Test("a rollout's floor and the forecast's do not fight: the higher one holds")
  func rolloutFloor() throws {
    var world = try steady()
    try pass(&world, load: 250)
    let stable = world.resource["status"]?["stable"]?["revision"] ?? ""
    world.resource["status"]?["floors"] = [
      [
        "revision": stable, "replicas": 8,
        "until": .string((world.now + .seconds(300)).rfc3339),
      ]
    ]
    try pass(&world, load: 250)
    #expect(floor(world) == 8)
    world.now = world.now + .seconds(301)
    try pass(&world, load: 250)
    #expect(floor(world) == 6)
  }

  @Test("what is wrong with the history is told once and stays in the condition")
  func complaint() throws {
    var world = try steady()
    let told = try pass(&world, load: 250, complaint: "the check-point is damaged; delete it")
    #expect(told.events.map(\.reason) == ["ForecastGateOpened", "ForecastHistoryUnreadable"])
    #expect(try condition(told).message.hasSuffix("; the check-point is damaged; delete it"))
    let again = try pass(&world, load: 250, complaint: "the check-point is damaged; delete it")
    #expect(again.events.isEmpty)
  }

  @Test("get and why explain the floor within 80 columns")
  func words() throws {
    var world = try steady()
    let guide = ForecastStanding(
      asked: .auto,
      answering: .mixWithoutTrees,
      gate: .closed(.worseThanPersistence),
      reason: "MixWithoutTrees answers for Auto: over the last day its error was larger",
      constantInputs: [.gpu, .queueDepth]
    )
    try pass(&world, load: 250, standing: guide)
    world.now = world.now + .seconds(90)
    let object = APIObject(world.resource)
    let report = ServiceReport(object, children: world.children, at: world.now)
    let text = TreePainter(width: 80, isColoured: false).paint(ServiceTree(report).lines)
    let picture = """
      ├─ forecast Enforce  floor 6 pods, P95  gate Closed  since 1m30s
      │  ├─ the forecast needs it
      │  ├─ MixWithoutTrees answers for Auto: over the last day its error was larger
      │  ├─ the HPA alone would have 3 pods
      │  └─ the service does not report GPU, queue depth: constant inputs
      """
    #expect(text.contains(picture), "\(text)")
    let why = """
      ; the forecast keeps at least 6 pods (MixWithoutTrees, P95, gate Closed): the forecast needs it
      """
    #expect(Why(report).sentence.hasSuffix(why), "\(Why(report).sentence)")
  }

  @Test("a check-point is a child with an owner, and never written over somebody else's object")
  func journal() throws {
    let world = try steady()
    let resource = try PhysicsAPI(object: APIObject(world.resource))
    let journal = ForecastJournal(of: resource)
    guard case .write(let action) = journal.writing(["history": "a"], over: nil),
      case .create(let object, _) = action.operation
    else {
      Issue.record("nothing is written")
      return
    }
    #expect(object.key == ObjectKey(namespace: "shop", name: "api-forecast"))
    #expect(object.controllerOwner?.uid == "cr-1")
    #expect(object.label(Keys.service) == "api")
    #expect(object.json["data"] == ["history": "a"])
    var foreign = object
    foreign.metadata["ownerReferences"] = nil
    foreign.metadata["labels"] = nil
    #expect(!journal.isOwn(foreign))
    #expect(
      journal.writing(["history": "b"], over: foreign)
        == .refused(
          "the load is not check-pointed: ConfigMap shop/api-forecast exists and is not ours; "
            + "delete or rename it"
        )
    )
  }
}
