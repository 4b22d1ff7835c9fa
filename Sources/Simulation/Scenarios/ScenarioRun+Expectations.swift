import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

extension ScenarioRun {
  func wait(for expectation: Expectation, atMost limit: Duration) throws(Failure) {
    var told = ""
    let isThere = world.run(atMost: limit) {
      told = follow(told)
      return holds(expectation)
    }
    guard !isThere else { return tell("\(expectation)") }
    throw Failure(sentence: "not within \(limit): \(expectation); \(present)")
  }

  /// Tells each change of phase and weight, so that a failing run explains itself.
  func follow(_ told: String) -> String {
    noteFailures()
    let words = present
    if words != told { tell(words) }
    return words
  }

  /// Where things stand, in a few words.
  var present: String {
    let status = status
    let canary = status.canary.map { ", canary \($0.revision) \($0.stage?.rawValue ?? "")" } ?? ""
    let pause = status.pause.map { " (\($0.reason))" } ?? ""
    return
      "\(status.phase?.rawValue ?? "no phase")\(pause)\(canary), weight \(weight) %: \(status.message)"
  }

  func holds(_ expectation: Expectation) -> Bool {
    let status = status
    switch expectation {
    case .phase(let phase): return status.phase == phase
    case .weight(let least): return weight >= least
    case .noWeight: return weight == 0
    case .stable(let tag): return status.stable?.image.hasSuffix(":\(tag)") ?? false
    case .canary(let tag): return status.canary?.image.hasSuffix(":\(tag)") ?? false
    case .outcome(let outcome): return status.history.last?.outcome == outcome
    case .ended(let count): return status.history.count >= count
    case .paused(let reason):
      return status.phase == .paused && status.pause?.reason == reason.rawValue
    case .rejected(let count): return status.rejected.count >= count
    case .condition(let type, let isTrue):
      return status.conditions.contains {
        $0.type == type.rawValue && ($0.status == .yes) == isTrue
      }
    case .canaryPods(let least): return (pods(.canary).count { $0.isReadyPod }) >= least
    case .resting: return isResting
    case .nothingLeft: return isGone
    case .restored: return router.foreign.flatMap { objects.get($0.type, $0.key)?.spec } == original
    case .not(let other): return !holds(other)
    case .both(let one, let other): return holds(one) && holds(other)
    }
  }

  private var isResting: Bool {
    guard let object = objects.get(.physicsAPIs, Self.key) else { return false }
    let isAtRest = status.phase == .steady || status.phase == .rolledBack
    return isAtRest && status.observedGeneration == object.generation && status.canary == nil
  }

  private var isGone: Bool {
    let types: [ResourceType] = [
      .physicsAPIs, .deployments, .replicaSets, .pods, .services, .horizontalPodAutoscalers,
      .podDisruptionBudgets, .controllerRevisions,
    ]
    return types.allSatisfy { type in
      objects.list(type, namespace: Self.key.namespace).allSatisfy { $0.name == "kubernetes" }
    }
  }

  /// What the switch gives the canary in percent.
  var weight: Int {
    guard let splitter = router.splitter else { return endpointShare }
    let key = ObjectKey(namespace: Self.key.namespace, name: splitter.name)
    guard let object = objects.get(splitter.type, key), let service else { return 0 }
    return RecordedSplit(object, of: service).canaryShare
  }

  /// The share of the canary among the endpoints of the service's own name.
  private var endpointShare: Int {
    let selector = objects.get(.services, Self.key)?.spec["selector"]
    let canary = status.canary?.revision ?? ""
    if let selected = selector?[Keys.revision]?.stringValue {
      return selected == canary ? 100 : 0
    }
    let ready = objects.list(.pods, namespace: Self.key.namespace).filter(\.isReadyPod)
    let own = ready.count { $0.label(Keys.revision) == canary }
    return ready.isEmpty ? 0 : own * 100 / ready.count
  }

  func pods(_ role: ScenarioRole) -> [APIObject] {
    let revision = role == .stable ? status.stable?.revision : status.canary?.revision
    return objects.list(.pods, namespace: Self.key.namespace).filter {
      $0.label(Keys.revision) == revision && revision != nil
    }
  }
}

extension APIObject {
  fileprivate var isReadyPod: Bool {
    !isBeingDeleted
      && (status["conditions"]?.arrayValue ?? []).contains {
        $0["type"] == "Ready" && $0["status"] == "True"
      }
  }
}
