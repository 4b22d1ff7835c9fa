import APIMachinery
import JSON
import PhysicsResources
import Planning
import Testing
import Time

/// A service at a moment worth a picture.
enum Scene: String, CaseIterable {
  case unseen, initializing, steady, edited, started, holding, paused, baking, promoting
  case rollingBack, rolledBack, sickPods, manyChecks, waiting, contested, invalid, longNames

  /// Each is played once, however many tests look at it.
  private static let reports = allCases.map { scene in Result { try scene.played() } }

  func report() throws -> ServiceReport {
    let index = Self.allCases.firstIndex(of: self) ?? 0
    return try Self.reports[index].get()
  }

  private func played() throws -> ServiceReport {
    let world = try world()
    return ServiceReport(APIObject(world.resource), children: world.children, at: world.now)
  }

  private func world() throws -> World {
    switch self {
    case .unseen: World()
    case .initializing: try played(World()) { $0.children.pods.count == 3 }
    case .steady: try UpgradeTests.steady()
    case .edited: try edited()
    case .started: try played(edited()) { $0.status.canary != nil }
    case .holding: try played(edited()) { $0.status.canary?.stage == .holding }
    case .paused:
      try played(Scene.holding.annotated("pause@1")) { $0.phase == .paused }
    case .baking: try played(edited()) { $0.phase == .baking && $0.status.analysis != nil }
    case .promoting: try played(edited()) { $0.phase == .promoting }
    case .rollingBack: try played(edited(bad: true)) { $0.phase == .rollingBack }
    case .rolledBack: try played(edited(bad: true)) { $0.phase == .rolledBack }
    case .sickPods: try Scene.holding.world().withSickPods()
    case .manyChecks: try Scene.holding.world().withStatus { $0.analysis = Self.analysis(at: $1) }
    case .waiting:
      try Scene.holding.world().withStatus { status, now in
        let since = now - .seconds(340)
        status.waits = [
          WaitStatus(.insufficientRequests, since: since, deadline: now + .seconds(1_460)),
          WaitStatus(.metricsUnreadable, since: since, deadline: now - .seconds(2)),
        ]
      }
    case .contested: try Scene.holding.world().withStatus(Self.contest)
    case .invalid: try Scene.steady.world().edited { $0["rollout"] = ["drain": "soon"] }
    case .longNames: try Scene.sickPods.world().withLongNames()
    }
  }

  private func edited(bad: Bool = false) throws -> World {
    var world = try UpgradeTests.steady()
    world.badImages = bad ? [World.image2] : []
    world.deploy(World.image2)
    return world
  }

  private func annotated(_ request: String) throws -> World {
    var world = try world()
    world.annotate(Keys.request, request)
    return world
  }

  private func played(_ world: World, until isThere: (World) -> Bool) throws -> World {
    var world = world
    try world.run(for: .seconds(1_200), until: isThere)
    try #require(isThere(world), "\(rawValue) is never reached")
    return world
  }

  private static func analysis(at now: Timestamp) -> AnalysisStatus {
    func check(
      _ name: String,
      _ verdict: AnalysisVerdict,
      _ value: Double?,
      _ limit: Double?,
      _ unit: String,
      _ message: String = ""
    ) -> CheckStatus {
      var check = CheckStatus()
      (check.name, check.verdict, check.value, check.limit) = (name, verdict, value, limit)
      (check.unit, check.message) = (unit, message)
      return check
    }
    var analysis = AnalysisStatus()
    (analysis.at, analysis.verdict, analysis.failures) = (now - .seconds(31), .fail, 1)
    analysis.checks = [
      check("error-rate", .pass, 0.0012, 0.05, "share", "0.12 % (12 of 10000) failed"),
      check("latency-p95", .fail, 0.4183, 0.25, "s", "the 95th percentile is above its limit"),
      check("comparison", .pass, 0.34, 4.6, ""),
      check("queue-depth", .providerDown, nil, 20, "jobs", "the query gives nothing at all"),
      check("memory", .insufficient, nil, nil, "", "12 requests were seen, a check needs 100"),
    ]
    return analysis
  }

  private static func contest(_ status: inout PhysicsAPIStatus, at now: Timestamp) {
    status.traffic?.accepted = false
    status.conditions = status.conditions.map { condition in
      guard condition.type == ConditionType.trafficVerified.rawValue else { return condition }
      return Condition(
        type: condition.type,
        status: .no,
        reason: ConditionReason.routeContested.rawValue,
        message: "somebody else has rewritten the weights of HTTPRoute shop/api twice within ten "
          + "minutes, the last time to 90",
        observedGeneration: condition.observedGeneration,
        lastTransitionTime: now
      )
    }
  }
}

extension World {
  fileprivate func edited(_ change: (inout JSONValue) -> Void) -> World {
    var world = self
    world.edit(change)
    return world
  }

  fileprivate func withStatus(
    _ change: (inout PhysicsAPIStatus, Timestamp) -> Void
  ) -> World {
    var world = self
    var status = status
    change(&status, now)
    world.resource["status"] = status.json
    return world
  }

  /// Eight canary pods in every kind of trouble.
  fileprivate func withSickPods() -> World {
    var world = self
    let revision = status.canary?.revision ?? ""
    let reasons = [
      "CrashLoopBackOff", "ImagePullBackOff", "", "Unschedulable", "leaving", "", "", "",
    ]
    world.children.pods.removeAll { $0.label(Keys.revision) == revision }
    for (index, reason) in reasons.enumerated() {
      world.children.pods.append(pod("api-\(revision)-\(index)", of: revision, in: reason))
    }
    world.tamper(.deployments, "api-\(revision)") {
      $0["spec", default: [:]]["replicas"] = 8
      $0["status"] = ["replicas": 8, "readyReplicas": 0]
    }
    return world
  }

  private func pod(_ name: String, of revision: String, in trouble: String) -> APIObject {
    var pod = APIObject(.pods, ObjectKey(namespace: "shop", name: name))
    pod.metadata["labels"] = [Keys.service: "api", Keys.revision: .string(revision)]
    pod.metadata["creationTimestamp"] = .string((now - .seconds(75)).rfc3339)
    switch trouble {
    case "": break
    case "leaving": pod.metadata["deletionTimestamp"] = .string(now.rfc3339)
    case "Unschedulable":
      pod.json["status"] = [
        "conditions": [
          [
            "type": "PodScheduled", "status": "False", "reason": "Unschedulable",
            "message": "0/3 nodes are available: 3 Insufficient cpu.",
          ]
        ]
      ]
    default:
      let restarts: JSONValue = trouble == "CrashLoopBackOff" ? 4 : 0
      let ended: JSONValue = [
        "terminated": [
          "exitCode": 137, "reason": "OOMKilled", "finishedAt": .string(now.rfc3339),
        ]
      ]
      pod.json["status"] = [
        "containerStatuses": [
          [
            "restartCount": restarts, "state": ["waiting": ["reason": .string(trouble)]],
            "lastState": restarts == 0 ? [:] : ended,
          ]
        ]
      ]
    }
    return pod
  }

  /// Everything as long as Kubernetes allows it, and wider than its characters are many.
  fileprivate func withLongNames() -> World {
    var world = self
    let name = String(repeating: "n", count: 63)
    world.resource["metadata", default: [:]]["name"] = .string(name)
    world.resource["metadata", default: [:]]["namespace"] = .string(
      String(repeating: "s", count: 63)
    )
    for (type, suffix) in [(ResourceType.deployments, "-"), (.horizontalPodAutoscalers, "")] {
      for object in children.list(of: type) {
        let renamed = name + suffix + object.name.dropFirst("api-".count)
        world.tamper(type, object.name) { json in
          json["metadata", default: [:]]["name"] = .string(renamed)
          if type == .horizontalPodAutoscalers {
            let target = object.spec["scaleTargetRef"]?["name"]?.stringValue ?? ""
            json["spec", default: [:]]["scaleTargetRef", default: [:]]["name"] = .string(
              "\(name)-\(target.dropFirst("api-".count))"
            )
          }
        }
      }
    }
    world.children.pods = children.pods.map { pod in
      var pod = pod
      pod.metadata["name"] = .string(name + "-" + pod.name.dropFirst("api-".count))
      return pod
    }
    return world.withStatus { status, _ in
      status.stable?.image = "registry.example.com/\(name)/\(name)@sha256:\(name)"
      status.canary?.image = "registry.example.com/\(name)/\(name):\(name)"
      status.message = "la révision 物理実験室 est à 10 % 👩‍🔬 e\u{301}\u{1B}[2J " + name + name
      status.analysis = Scene.wideAnalysis
    }
  }
}

extension Scene {
  fileprivate static var wideAnalysis: AnalysisStatus {
    var check = CheckStatus()
    check.name = "物理実験室の応答時間と失敗した要求の割合"
    check.verdict = .insufficient
    check.message = "要求が少なすぎます: 12 requests were seen, a check needs 100 of them 物理実験室"
    var analysis = AnalysisStatus()
    analysis.verdict = .insufficient
    analysis.checks = [check]
    return analysis
  }
}
