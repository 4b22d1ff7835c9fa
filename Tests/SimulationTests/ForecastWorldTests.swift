import APIMachinery
import EmbeddedAPIServer
import Forecast
import JSON
import Operator
import PhysicsResources
import Planning
import Simulation
import Synchronization
import Testing
import Time
import Transport

/// What forecasts do in a whole operator: what it remembers, what it does without data, and what it never does.
struct ForecastWorldTests {
  private let key = DemoManifest.key
  private var journalKey: ObjectKey {
    ObjectKey(namespace: key.namespace, name: "\(key.name)-forecast")
  }

  private func service(model: String, named name: String = "fisica-api") throws -> APIObject {
    var object = try DemoManifest(tag: "v1.0.0", forecastMode: "Enforce").object()
    object.metadata["name"] = .string(name)
    object.json["spec"]?["routing"] = ["router": "None"]
    object.json["spec"]?["scaling"]?["forecast"]?["model"] = .string(model)
    return object
  }

  /// A service whose earlier operator left this behind; nothing when `nil`.
  private func world(
    _ settings: WorldSettings,
    model: String = "RecentMean",
    history: String?,
    observers: WorldObservers = WorldObservers()
  ) throws -> OperatorWorld {
    let world = OperatorWorld(settings, observers: observers)
    try world.installDefinition()
    try world.apply(.physicsAPIs, service(model: model))
    if let history { try leave(history, in: world) }
    world.startOperator()
    #expect(world.run(atMost: .seconds(600)) { world.status(of: key).phase == .steady })
    return world
  }

  private func leave(_ history: String, in world: OperatorWorld) throws {
    let object = try #require(world.cluster.server.objects.get(.physicsAPIs, key))
    let data: JSONObject = [
      "history": .string(history), "savedAt": .string(world.clock.timestamp.rfc3339),
    ]
    let journal = ForecastJournal(of: try PhysicsAPI(object: object))
    guard case .write(let action) = journal.writing(data, over: nil),
      case .create(let map, _) = action.operation
    else { return }
    try world.cluster.server.objects.create(.configMaps, map)
  }

  /// Minutes of about `rate` up to the start of a world.
  private func text(rate: Double, hours: Int, before settings: WorldSettings) throws -> String {
    var ring = SampleRing()
    var generator = SeededGenerator(seed: 5)
    let end = Int(settings.start.epochSeconds / 60)
    for minute in end - hours * 60..<end {
      let noise = 0.95 + 0.1 * generator.unit()
      ring.record(LoadSample(minute: minute, requestsPerSecond: rate * noise))
    }
    return try #require(ForecastCheckpoint(ring)).text
  }

  private func floor(_ world: OperatorWorld, _ key: ObjectKey? = nil) -> Int {
    let objects = world.cluster.server.objects
    let autoscaler = objects.get(.horizontalPodAutoscalers, key ?? self.key)
    return autoscaler?.spec["minReplicas"]?.intValue ?? 0
  }

  /// The lowest floor of a stretch of time, looked at every 5 s.
  private func lowestFloor(_ world: OperatorWorld, for duration: Duration) -> Int {
    var lowest = Int.max
    let end = world.clock.timestamp + duration
    while world.clock.timestamp < end {
      world.run(for: .seconds(5))
      lowest = min(lowest, floor(world))
    }
    return lowest
  }

  private func journal(_ world: OperatorWorld) -> APIObject? {
    world.cluster.server.objects.get(.configMaps, journalKey)
  }

  // MARK: - Restarts

  @Test(
    "a restart in mid-day finds the history again: the floor does not fall, the gate stays open"
  )
  func restart() throws {
    let settings = WorldSettings(seed: 31)
    let history = try text(rate: 600, hours: 72, before: settings)
    let world = try world(settings, model: "Auto", history: history)
    world.cluster.send(.constant(requestsPerSecond: 600), to: key)
    let isTrusted = world.run(atMost: .seconds(400)) {
      world.status(of: key).forecast?.gate == .open && floor(world) > 5
    }
    #expect(isTrusted, "\(String(describing: world.status(of: key).forecast))")
    world.run(for: .seconds(900))
    let before = world.status(of: key).forecast
    let raised = floor(world)
    world.killOperator()
    world.run(for: .seconds(20))
    world.startOperator()
    // Until the history is read and a first sample taken, nothing is written.
    world.run(for: .seconds(60))
    #expect(world.status(of: key).forecast == before)
    #expect(lowestFloor(world, for: .seconds(900)) >= raised - 1)
    #expect(world.status(of: key).forecast?.gate == .open)
    #expect(world.status(of: key).forecast?.answering == before?.answering)
    world.stop()
  }

  @Test("the load is check-pointed once an hour and at the end of the process, as a child")
  func checkpoint() throws {
    let writes = Mutex(0)
    let name = journalKey.name
    let observers = WorldObservers(onSend: { request in
      guard request.method.isMutating, request.path.contains("/configmaps"),
        String(decoding: request.body, as: UTF8.self).contains("\"\(name)\"")
      else { return }
      writes.withLock { $0 += 1 }
    })
    let world = try world(WorldSettings(seed: 32), history: nil, observers: observers)
    world.cluster.send(.constant(requestsPerSecond: 100), to: key)
    world.run(for: .seconds(3_000))
    #expect(journal(world) == nil)
    world.run(for: .seconds(900))
    let first = try #require(journal(world))
    #expect(first.controllerOwner?.kind == "PhysicsAPI")
    #expect(first.label(Keys.service) == key.name)
    let text = first.json["data"]?["history"]?.stringValue ?? ""
    #expect(text.utf8.count < 10_240)
    #expect(try ForecastCheckpoint(text: text).samples.count > 50)
    #expect(writes.withLock { $0 } == 1)
    world.run(for: .seconds(3_600))
    #expect(writes.withLock { $0 } == 2)
    world.run(for: .seconds(600))
    world.theOperator?.shutDown()
    world.run(for: .seconds(10))
    #expect(writes.withLock { $0 } == 3)
    let last = journal(world)?.json["data"]?["history"]?.stringValue ?? ""
    #expect(last.utf8.count > text.utf8.count)
    world.startOperator()
    world.run(for: .seconds(600))
    #expect(writes.withLock { $0 } == 3)
    world.stop()
  }

  // MARK: - What cannot be read

  @Test("a damaged check-point is told and replaced within the hour")
  func damaged() throws {
    let world = try world(WorldSettings(seed: 33), history: "physics-load-1 29460000 5.0 !!")
    world.cluster.send(.constant(requestsPerSecond: 100), to: key)
    world.run(for: .seconds(200))
    let complaint = """
      the history begins anew: the check-point is damaged: mean 0 is not of its alphabet; delete it
      """
    #expect(world.status(of: key).forecast?.complaint == complaint)
    let condition = world.status(of: key).conditions.first { $0.type == "ForecastAvailable" }
    #expect(condition?.message.hasSuffix(complaint) == true)
    let events = world.cluster.server.objects.list(.events, namespace: key.namespace)
    #expect(events.contains { $0.json["reason"]?.stringValue == "ForecastHistoryUnreadable" })
    world.run(for: .seconds(3_700))
    let text = journal(world)?.json["data"]?["history"]?.stringValue ?? ""
    #expect(text.hasPrefix("physics-load-1 ") && !text.hasSuffix("!!"))
    world.run(for: .seconds(70))
    #expect(world.status(of: key).forecast?.complaint == "")
    world.stop()
  }

  @Test("a newer operator's check-point is left alone")
  func newer() throws {
    let text = "physics-load-9 who knows"
    let world = try world(WorldSettings(seed: 34), history: text)
    world.run(for: .seconds(3_900))
    #expect(journal(world)?.json["data"]?["history"]?.stringValue == text)
    let complaint = world.status(of: key).forecast?.complaint ?? ""
    #expect(complaint.hasSuffix("delete it, or run the version that wrote it"), "\(complaint)")
    world.stop()
  }

  @Test("somebody else's ConfigMap of the name is neither read nor written")
  func foreign() throws {
    let settings = WorldSettings(seed: 35)
    let world = OperatorWorld(settings)
    try world.installDefinition()
    try world.apply(.physicsAPIs, service(model: "RecentMean"))
    var map = APIObject(.configMaps, journalKey)
    map.json["data"] = ["history": .string(try text(rate: 600, hours: 3, before: settings))]
    try world.cluster.server.objects.create(.configMaps, map)
    let before = journal(world)?.resourceVersion
    world.startOperator()
    world.run(for: .seconds(4_000))
    #expect(journal(world)?.resourceVersion == before)
    let complaint = world.status(of: key).forecast?.complaint ?? ""
    #expect(complaint.hasSuffix("exists and is not ours; delete or rename it"), "\(complaint)")
    #expect(world.status(of: key).phase == .steady)
    world.stop()
  }

  // MARK: - Outages

  @Test(
    "metrics that fall silent freeze the floor, then release it slowly, never below the minimum"
  )
  func outage() throws {
    let settings = WorldSettings(seed: 36)
    let history = try text(rate: 600, hours: 3, before: settings)
    let world = try world(settings, history: history)
    world.cluster.send(.constant(requestsPerSecond: 600), to: key)
    #expect(world.run(atMost: .seconds(600)) { floor(world) > 5 })
    world.run(for: .seconds(600))
    let raised = floor(world)
    world.cluster.spoilMetrics(of: key, .unavailable, for: .seconds(4_500))
    world.run(for: .seconds(60))
    #expect(lowestFloor(world, for: .seconds(480)) >= raised)
    var last = raised
    var fell = false
    for _ in 0..<12 {
      let next = lowestFloor(world, for: .seconds(300))
      #expect(next >= last - 1)
      fell = fell || next < last
      last = next
    }
    #expect(fell)
    #expect(last == 3)
    let condition = world.status(of: key).conditions.first { $0.type == "ForecastAvailable" }
    #expect(condition?.reason == "ForecastDataStale")
    // The autoscaler goes on by itself: 600 requests per second need more than three pods.
    #expect(world.cluster.traffic(of: key).readyPods > 5)
    world.stop()
  }

  @Test("two services learn from their own load alone")
  func twoServices() throws {
    let settings = WorldSettings(seed: 37)
    let history = try text(rate: 600, hours: 3, before: settings)
    let world = try world(settings, history: history)
    try world.apply(.physicsAPIs, service(model: "RecentMean", named: "other"))
    let other = ObjectKey(namespace: key.namespace, name: "other")
    #expect(world.run(atMost: .seconds(600)) { world.status(of: other).phase == .steady })
    world.cluster.send(.constant(requestsPerSecond: 600), to: key)
    world.cluster.send(.constant(requestsPerSecond: 20), to: other)
    #expect(world.run(atMost: .seconds(600)) { floor(world) > 5 })
    world.run(for: .seconds(4_200))
    #expect(floor(world) > 5)
    #expect(floor(world, other) == 3)
    #expect(world.status(of: other).forecast?.floor == 3)
    let map = world.cluster.server.objects.get(
      .configMaps,
      ObjectKey(namespace: key.namespace, name: "other-forecast")
    )
    let text = map?.json["data"]?["history"]?.stringValue ?? ""
    let samples = try ForecastCheckpoint(text: text).samples
    #expect(!samples.isEmpty && samples.allSatisfy { $0.requestsPerSecond < 40 })
    try world.cluster.server.objects.delete(.physicsAPIs, other)
    world.run(for: .seconds(30))
    #expect(world.cluster.server.objects.get(.configMaps, map?.key ?? other) == nil)
    world.stop()
  }
}
