import EmbeddedAPIServer
import JSON
import APIMachinery
import PhysicsResources
import Simulation
import Testing
import Time

/// The operator dies after each of its writes in turn: the write is committed, its answer never heard.
struct CrashPointTests {
  private static let seed: UInt64 = 11

  @Test("wherever the operator dies in a good upgrade, the end is the same", .tags(.slow))
  func goodUpgrade() throws {
    try everyCrashPoint(of: "v1.1.0") { $0.phase == .steady && $0.history.count == 2 }
  }

  @Test("wherever the operator dies in a bad upgrade, the end is the same", .tags(.slow))
  func badUpgrade() throws {
    try everyCrashPoint(of: "v1.1.0-errors20") { $0.phase == .rolledBack }
  }

  private func everyCrashPoint(
    of tag: String,
    until isOver: (PhysicsAPIStatus) -> Bool
  ) throws {
    let reference = try JudgedRun(seed: Self.seed)
    try reference.deploy()
    let before = reference.world.writes
    try reference.roll(to: tag)
    try #require(reference.world.run(atMost: .seconds(2 * 3_600)) { isOver(reference.status) })
    reference.world.run(for: .seconds(900))
    let writes = reference.world.writes - before
    let end = reference.ending
    reference.world.stop()
    try #require(writes > 10)
    for fatal in 1...writes {
      let run = try JudgedRun(seed: Self.seed)
      try run.deploy()
      run.world.killOperator()
      run.world.startOperator(crashAfterWrite: fatal)
      try run.roll(to: tag)
      _ = run.world.run(atMost: .seconds(2 * 3_600)) {
        run.world.hasReachedCrash || isOver(run.status)
      }
      run.world.killOperator()
      run.world.run(for: .seconds(3))
      run.world.startOperator()
      let isDone = run.world.run(atMost: .seconds(2 * 3_600)) { isOver(run.status) }
      run.world.run(for: .seconds(900))
      #expect(isDone, "crash after write \(fatal) of \(writes), seed \(Self.seed)")
      #expect(run.ending == end, "crash after write \(fatal) of \(writes), seed \(Self.seed)")
      #expect(run.checker.violations == [], "crash after write \(fatal), seed \(Self.seed)")
      #expect(run.lost == 0, "crash after write \(fatal), seed \(Self.seed)")
      run.world.stop()
    }
    print("crash points of \(tag): \(writes) of \(writes) end alike")
  }
}

extension JudgedRun {
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
    return deployments + autoscalers + services + routes
      + [status.phase?.rawValue ?? "", status.stable?.revision ?? ""]
      + status.rejected.map(\.revision)
  }
}

extension Tag {
  @Tag static var slow: Self
}
