import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Simulation
import Testing
import Time

/// One change of a service, carried out once in peace and then under one plan after the other: the end must be the same.
struct DisturbedChange {
  /// The change itself; its end is what the operator says of it.
  struct Course: Sendable, CustomStringConvertible {
    let tag: String
    let isOver: @Sendable (PhysicsAPIStatus) -> Bool

    var description: String { tag }

    static let good = Course(tag: "v1.1.0") {
      $0.phase == .steady && $0.stable?.image.hasSuffix(":v1.1.0") == true
    }
    static let bad = Course(tag: "v1.1.0-errors20") { $0.phase == .rolledBack }
  }

  let course: Course
  let shape: ServiceShape
  /// Without streams watches begin with lists, which may be old or late.
  let streamsLists: Bool
  let census: ChangeCensus
  private let end: [String]

  private static let seed: UInt64 = 11
  private static let limit = Duration.seconds(2 * 3_600)
  private static let settling = Duration.seconds(900)
  /// The kubelet's back-off.
  private static let revival = Duration.seconds(3)

  init(_ course: Course, _ shape: ServiceShape, streamsLists: Bool = true) throws {
    let reference = try JudgedRun(seed: Self.seed, shape: shape, streamsLists: streamsLists)
    defer { reference.world.stop() }
    try reference.deployBesideSettings()
    // As under a plan: what comes before the first disturbance is the same to the byte.
    reference.world.killOperator()
    reference.world.startOperator()
    let (writes, versions) = (reference.world.writes, reference.versions.current)
    try reference.rollReadingSettings(to: course.tag)
    try #require(reference.world.run(atMost: Self.limit) { course.isOver(reference.status) })
    reference.world.run(for: Self.settling)
    self.course = course
    self.shape = shape
    self.streamsLists = streamsLists
    census = ChangeCensus(
      writes: reference.world.writes - writes,
      versions: reference.versions.current.merging(versions) { $0 - $1 }.filter { $0.value > 0 }
    )
    end = reference.ending
    try #require(census.writes > 10)
  }

  /// Plays it under each plan, and every plan must come to the same end.
  ///
  /// - Parameter share: of the plans, in percent, at least so many must have met what they are about: in another course of events, such as
  ///   that after a crash, there may be fewer writes or events than were counted.
  /// - Returns: how many did.
  func play(_ plans: [LifePlan], striking share: Int) async throws -> Int {
    var struck = 0
    for plan in plans {
      // Others wait for one of the few threads as well.
      await Task.yield()
      let unstruck = try play(plan)
      if unstruck.isEmpty { struck += 1 } else { print("never struck: \(unstruck) of \(plan)") }
    }
    #expect(struck * 100 >= plans.count * share, "\(struck) of \(plans.count) plans struck")
    return struck
  }

  /// - Parameter accident: what somebody else does, once, a minute into the change; returns whether users may lose something by it.
  /// - Returns: the sentences of the plan that never struck.
  @discardableResult
  func play(
    _ plan: LifePlan,
    accident: ((JudgedRun) throws -> Bool)? = nil
  ) throws -> [String] {
    let run = try JudgedRun(seed: Self.seed, shape: shape, streamsLists: streamsLists)
    defer { run.world.stop() }
    try run.deployBesideSettings()
    run.world.killOperator()
    let mayLose = try live(plan, run, accident)
    let isDone = run.world.run(atMost: Self.limit) { course.isOver(run.status) }
    run.world.run(for: Self.settling)
    let place: Comment = "\(course), \(shape), seed \(Self.seed): \(plan)"
    #expect(isDone, place)
    #expect(run.ending == end, place)
    // Who begins in the past repeats what was done since.
    let beginsInThePast = plan.isAboutReads && plan.lives.count > 1
    #expect(run.bench.breaches.filter { !(beginsInThePast && $0.law == "I8") } == [], place)
    #expect(run.lost == 0 || mayLose, place)
    return run.struck.unstruck(of: plan)
  }

  private func live(
    _ plan: LifePlan,
    _ run: JudgedRun,
    _ accident: ((JudgedRun) throws -> Bool)?
  ) throws -> Bool {
    var mayLose = false
    for (number, life) in plan.lives.enumerated() {
      run.struck.beginLife()
      run.world.startOperator(under: life)
      run.bench.operatorStarted()
      if number == 0 { try run.rollReadingSettings(to: course.tag) }
      if number == 0, let accident {
        run.world.run(for: .seconds(60))
        mayLose = try accident(run)
      }
      guard number < plan.lives.count - 1 else { break }
      awaitCrash(run)
      run.world.killOperator()
      run.world.run(for: Self.revival)
    }
    return mayLose
  }

  /// What is left to be done when the change is over can be disturbed as well.
  private func awaitCrash(_ run: JudgedRun) {
    _ = run.world.run(atMost: Self.limit) {
      run.world.hasReachedCrash || course.isOver(run.status)
    }
    _ = run.world.run(atMost: Self.settling) { run.world.hasReachedCrash }
  }
}

extension JudgedRun {
  fileprivate func deployBesideSettings() throws {
    var settings = APIObject(.configMaps, ObjectKey(namespace: "default", name: "settings"))
    settings.json["data"] = ["mode": "fast"]
    try world.apply(.configMaps, settings)
    try deploy()
  }

  /// The new revision has a copy of a ConfigMap.
  fileprivate func rollReadingSettings(to tag: String) throws {
    var object = try DemoManifest(tag: tag).object()
    object.json["spec"]?["workload"]?["env"] = [
      ["name": "MODE", "valueFrom": ["configMapKeyRef": ["name": "settings", "key": "mode"]]]
    ]
    shape.shape(&object)
    try world.apply(.physicsAPIs, object)
  }

  /// What the end of a rollout must be whatever happened on the way.
  fileprivate var ending: [String] {
    let objects = world.cluster.server.objects
    let deployments = objects.list(.deployments, namespace: "default").map { deployment in
      "\(deployment.name) \((deployment.spec["replicas"]?.intValue ?? 0) > 0)"
    }
    let autoscalers = objects.list(.horizontalPodAutoscalers, namespace: "default").map {
      "\($0.name) on \($0.spec["scaleTargetRef"]?["name"]?.stringValue ?? "")"
    }
    let services = objects.list(.services, namespace: "default").map {
      "\($0.name) to \($0.spec["selector"]?[Keys.revision]?.stringValue ?? "")"
    }
    let routes = objects.list(.httpRoutes, namespace: "default").map {
      "\($0.name) \($0.spec["rules"]?.jsonText ?? "")"
    }
    let weighted = objects.list(.traefikServices, namespace: "default").map {
      "\($0.name) \($0.spec.jsonText)"
    }
    let copies = objects.list(.configMaps, namespace: "default").map(\.name)
    return deployments + autoscalers + services + routes + weighted + copies
      + [status.phase?.rawValue ?? "", status.stable?.revision ?? ""]
      + status.rejected.map(\.revision)
  }
}

extension Tag {
  @Tag static var slow: Self
}
