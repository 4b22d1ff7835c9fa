import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

extension ScenarioRun {
  func carryOut(_ step: ScenarioStep) throws {
    switch step {
    case .until(let expectation, let limit):
      return try wait(for: expectation, atMost: limit)
    case .during(let duration, let expectation):
      return try stay(expectation, for: duration)
    case .pass(let duration):
      return live(for: duration)
    case .detect(let sign):
      return try detect(sign)
    case .roll, .edit, .configure, .ask, .load, .stableSick, .canarySick, .sharedDependency, .spoil,
      .loseNode, .drainNode, .deletePods, .killProcess, .loseStatus, .restart, .loseLeader,
      .rewrite, .removeRouteAPI, .restoreRouteAPI, .refuse, .fillNodes, .freeNodes,
      .deleteResource, .recreateResource, .occupy:
      tell("\(step)")
      hesitate()
      try disturb(step)
      maybeRestart(after: step)
    }
  }

  /// Time passes, and errors of the canary are noted as they come.
  private func live(for duration: Duration) {
    let end = world.clock.timestamp + duration
    while world.clock.timestamp < end {
      world.run(for: min(.seconds(1), end - world.clock.timestamp))
      noteFailures()
    }
  }

  func noteFailures() {
    guard let canary = status.canary, traffic.counts(of: canary.revision).failed > 0 else { return }
    clock.noteFailure(of: canary.revision)
  }

  /// Nobody acts on the second.
  private func hesitate() {
    live(for: generator.duration(in: .zero...(.seconds(9))))
  }

  /// In one of four cases the operator does not live to see what came of it.
  private func maybeRestart(after step: ScenarioStep) {
    guard generator.unit() < 0.25, !scenario.hasStandby else { return }
    live(for: generator.duration(in: .zero...(.seconds(20))))
    restart()
  }

  func restart() {
    tell("the operator starts anew")
    stopOperator()
    live(for: generator.duration(in: .seconds(1)...(.seconds(8))))
    startOperator()
  }

  private func stay(_ expectation: Expectation, for duration: Duration) throws(Failure) {
    let end = world.clock.timestamp + duration
    var told = ""
    while world.clock.timestamp < end {
      world.run(for: .seconds(1))
      told = follow(told)
      guard holds(expectation) else {
        throw Failure(sentence: "does not stay so for \(duration): \(expectation); \(present)")
      }
    }
  }

  private func disturb(_ step: ScenarioStep) throws {
    switch step {
    case .roll(let next):
      tag = next
      try world.apply(.physicsAPIs, manifest.object)
    case .edit(let path, let value):
      spec.append(ScenarioManifest.SpecEdit(path: path, value: value))
      try world.apply(.physicsAPIs, manifest.object)
    case .configure(let content): try configure(content)
    case .ask(let verb): try ask(verb)
    case .load(let rate): if traffic.counts.sent == 0 { beginTraffic() } else { send(rate) }
    case .stableSick(let percent):
      let revision = status.stable?.revision ?? ""
      let sick = Affliction.revision(revision, percent: percent)
      world.cluster.afflict(Self.key, with: percent > 0 ? [sick] : [])
    case .canarySick(let percent):
      let revision = status.canary?.revision ?? ""
      world.cluster.afflict(Self.key, with: [.revision(revision, percent: percent)])
    case .sharedDependency(let percent):
      let revision = status.stable?.revision ?? ""
      let sick = Affliction.sharedDependency(healthyWith: revision, percent: percent)
      world.cluster.afflict(Self.key, with: [sick])
    case .spoil(let fault, let duration):
      world.cluster.spoilMetrics(of: Self.key, fault, for: duration)
    case .loseNode: world.cluster.lose(node: world.anyNode(using: &generator))
    case .drainNode: world.cluster.drain(node: world.anyNode(using: &generator))
    case .fillNodes: try world.cordon(true)
    case .freeNodes: try world.cordon(false)
    case .deletePods(let role):
      for pod in pods(role) { _ = try? objects.delete(.pods, pod.key) }
    case .killProcess(let role, let count):
      for pod in pods(role).prefix(count) { world.cluster.killProcess(of: pod.key) }
    case .loseStatus: try loseStatus()
    case .restart: restart()
    case .loseLeader: world.killLeader()
    case .rewrite(let weight, let times): try rewrite(to: weight, times: times)
    case .removeRouteAPI: try removeRouteAPI()
    case .restoreRouteAPI: try restoreRouteAPI()
    case .refuse(let type, let code): world.refuse(type, code: code)
    case .deleteResource: try objects.delete(.physicsAPIs, Self.key)
    case .recreateResource:
      try objects.delete(.physicsAPIs, Self.key)
      try world.apply(.physicsAPIs, manifest.object)
    case .occupy(let type, let suffix): try occupy(type, suffix)
    case .until, .during, .pass, .detect: break
    }
  }

  func configure(_ content: String) throws {
    guard let environment = scenario.environment else { return }
    try world.apply(environment.type, environment.object(content))
  }

  private func ask(_ verb: RolloutVerb) throws {
    guard var object = objects.get(.physicsAPIs, Self.key) else { return }
    let nonce = "\(world.clock.timestamp.epochSeconds)"
    let (key, value) = RolloutRequest.annotation(verb, nonce: nonce)
    var annotations = object.annotations
    annotations[key] = .string(value)
    object.metadata["annotations"] = .object(annotations)
    try objects.update(.physicsAPIs, object)
  }

  private func detect(_ sign: FaultSign) throws {
    let limit = Duration.seconds(900)
    let isOver = world.run(atMost: limit) {
      noteFailures()
      // An operator that may write no status cannot tell what it has decided.
      let isDecided =
        status.phase == .rollingBack || status.phase == .rolledBack || mayNotTell
      return clock.seenAt != nil && isDecided && weight == 0
    }
    guard isOver, let seen = clock.seenAt else {
      throw Failure(sentence: "not within \(limit): weight 0 after \(sign.rawValue); \(present)")
    }
    report.detection = world.clock.timestamp - seen
    tell("weight 0, \(world.clock.timestamp - seen) after \(sign.rawValue)")
  }

  /// Whether the operator may write no status from some time on.
  var mayNotTell: Bool {
    scenario.steps.contains { step in
      if case .refuse(.physicsAPIs, _) = step { true } else { false }
    }
  }

  private func loseStatus() throws {
    guard var object = objects.get(.physicsAPIs, Self.key) else { return }
    object.json["status"] = [:]
    try objects.updateStatus(.physicsAPIs, object)
  }

  private func occupy(_ type: ResourceType, _ suffix: String) throws {
    let key = ObjectKey(namespace: Self.key.namespace, name: Self.key.name + suffix)
    var object = APIObject(type, key)
    object.json["spec"] = [
      "selector": ["app": "somebody-else"], "ports": [["port": 80]],
    ]
    try world.apply(type, object)
  }
}
