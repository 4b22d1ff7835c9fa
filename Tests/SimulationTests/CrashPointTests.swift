import EmbeddedAPIServer
import FoundationEssentials
import JSON
import APIMachinery
import PhysicsResources
import Simulation
import Testing
import Time

/// The operator dies after one of its writes: the write is committed, its answer never heard.
///
/// With `CRASH_POINTS=all` in the environment after each of them in turn, otherwise after every so many of them and after the last; and twice,
/// after so many random pairs as `CRASH_PAIRS` says, the second time so many writes into its next life.
struct CrashPointTests {
  private static let seed: UInt64 = 11
  private static let few = 8

  @Test(
    "wherever the operator dies in a good upgrade, the end is the same",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func goodUpgrade(shape: ServiceShape) async throws {
    try await everyCrashPoint(of: "v1.1.0", shape) {
      $0.phase == .steady && $0.stable?.image.hasSuffix(":v1.1.0") == true
    }
  }

  @Test(
    "wherever the operator dies in a bad upgrade, the end is the same",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func badUpgrade(shape: ServiceShape) async throws {
    try await everyCrashPoint(of: "v1.1.0-errors20", shape) { $0.phase == .rolledBack }
  }

  private func everyCrashPoint(
    of tag: String,
    _ shape: ServiceShape,
    until isOver: (PhysicsAPIStatus) -> Bool
  ) async throws {
    let reference = try JudgedRun(seed: Self.seed, shape: shape)
    try reference.deployBesideSettings()
    let before = reference.world.writes
    try reference.rollReadingSettings(to: tag)
    try #require(reference.world.run(atMost: .seconds(2 * 3_600)) { isOver(reference.status) })
    reference.world.run(for: .seconds(900))
    let writes = reference.world.writes - before
    let end = reference.ending
    reference.world.stop()
    try #require(writes > 10)
    let plans = Self.points(of: writes) + Self.pairs(of: writes)
    for plan in plans {
      // Others wait for one of the few threads as well.
      await Task.yield()
      let run = try JudgedRun(seed: Self.seed, shape: shape)
      try run.deployBesideSettings()
      run.world.killOperator()
      run.world.startOperator(crashAfterWrite: plan[0])
      try run.rollReadingSettings(to: tag)
      for next in plan.dropFirst().map(Optional.some) + [nil] {
        _ = run.world.run(atMost: .seconds(2 * 3_600)) {
          run.world.hasReachedCrash || isOver(run.status)
        }
        run.world.killOperator()
        run.world.run(for: .seconds(3))
        run.world.startOperator(crashAfterWrite: next)
      }
      let isDone = run.world.run(atMost: .seconds(2 * 3_600)) { isOver(run.status) }
      run.world.run(for: .seconds(900))
      let place: Comment = "\(tag), \(shape), crash after \(plan) of \(writes), seed \(Self.seed)"
      #expect(isDone, place)
      #expect(run.ending == end, place)
      #expect(run.bench.breaches == [], place)
      #expect(run.lost == 0, place)
      run.world.stop()
    }
    let pairs = plans.count { $0.count == 2 }
    print(
      "crashes of \(tag), \(shape): after \(plans.count - pairs) of \(writes) writes, and \(pairs) pairs"
    )
  }

  private static func points(of writes: Int) -> [[Int]] {
    let isComplete = ProcessInfo.processInfo.environment["CRASH_POINTS"] == "all"
    let step = isComplete ? 1 : max(1, writes / few)
    return (Array(stride(from: 1, to: writes, by: step)) + [writes]).map { [$0] }
  }

  private static func pairs(of writes: Int) -> [[Int]] {
    let count = ProcessInfo.processInfo.environment["CRASH_PAIRS"].flatMap { Int($0) } ?? 1
    var generator = SeededGenerator(seed: seed)
    return (0..<max(0, count)).map { _ in
      let first = Int.random(in: 1...writes, using: &generator)
      return [first, Int.random(in: 1...max(1, writes - first), using: &generator)]
    }
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
  var ending: [String] {
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
