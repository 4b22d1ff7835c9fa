import APIMachinery
import EmbeddedAPIServer
import JSON
import PhysicsResources
import Time

extension ChaosRun {
  /// Lives through the script, and through what it has begun.
  func endure() {
    var told = place
    var left = script.acts[...]
    let begin = start + Self.opening
    while !left.isEmpty || world.clock.timestamp < begin + script.end {
      while let next = left.first, begin + next.at <= world.clock.timestamp {
        left.removeFirst()
        tell("> \(next.act)")
        do { try carryOut(next.act) } catch { tell("  refused: \(error)") }
        if next.act.length > .zero { ends.append((begin + next.end, next.act)) }
      }
      second()
      told = follow(told)
    }
  }

  /// One second of chaos.
  func second() {
    endWhatIsOver()
    revive()
    createMissing()
    watch()
    world.run(for: .seconds(1))
  }

  /// Tells each change of phase, so that a failing run explains itself.
  ///
  /// Only the words before the message count: figures in it change with every scrape.
  func follow(_ told: String) -> String {
    let words = place
    if words != told { tell("\(words): \(status.message)") }
    return words
  }

  /// Deadlines bind those who are there.
  private func watch() {
    let isThere = revivalAt == nil && !excuses.isAbsent(at: world.clock.timestamp)
    guard isThere != isWatched else { return }
    isWatched = isThere
    if isThere { bench.operatorStarted() } else { bench.operatorStopped() }
  }

  /// From the end of a crashed operator to the next one: the kubelet's back-off.
  private static let revival = Duration.seconds(5)

  /// The kubelet starts what a crash has ended.
  private func revive() {
    let now = world.clock.timestamp
    if world.hasReachedCrash, revivalAt == nil {
      world.killOperator()
      revivalAt = now + Self.revival
      tell("the operator has crashed")
    }
    guard let instant = revivalAt, instant <= now else { return }
    revivalAt = nil
    startMissing()
  }

  func startMissing() {
    while world.operators < script.operators { world.startOperator() }
  }

  private func endWhatIsOver() {
    let now = world.clock.timestamp
    let over = ends.filter { $0.at <= now }
    ends.removeAll { $0.at <= now }
    for end in over { stop(end.act) }
  }

  /// Takes back what an act has begun.
  private func stop(_ act: ChaosAct) {
    switch act {
    case .fillNodes: try? world.cordon(false)
    case .fail: world.cluster.afflict(Self.key, with: [])
    case .kill: if revivalAt == nil { startMissing() }
    case .stop: world.resumeOperators()
    case .moveClock: world.setOperatorClock(wrongBy: .zero)
    case .roll, .set, .clear, .ask, .recreate, .loseStatus, .delete, .spoil, .rewrite,
      .endProcesses, .deletePods, .loseNode, .drainNode, .send, .spoilMetrics, .fault:
      break
    }
  }

  private func carryOut(_ act: ChaosAct) throws {
    switch act {
    case .roll(let next):
      tag = next
      try world.apply(.physicsAPIs, manifest.object)
    case .set(let path, let value): try edit(path, value)
    case .clear(let path): try edit(path, nil)
    case .ask(let verb): try ask(verb)
    case .recreate: recreate()
    case .loseStatus: try loseStatus()
    case .delete(let child, let role): try delete(child, role)
    case .spoil(let field, let role): try spoil(field, role)
    case .rewrite(let weight): try rewrite(to: weight)
    case .endProcesses(let count, let role):
      for pod in pods(role).prefix(count) { world.cluster.killProcess(of: pod.key) }
    case .deletePods(let role):
      for pod in pods(role) { _ = try? objects.delete(.pods, pod.key) }
    case .loseNode: world.cluster.lose(node: world.anyNode(using: &generator))
    case .drainNode: world.cluster.drain(node: world.anyNode(using: &generator))
    case .fillNodes: try world.cordon(true)
    case .send(let requests): send(requests)
    case .fail(let percent, let role, _):
      let revision = (role == .stable ? status.stable?.revision : status.canary?.revision) ?? ""
      world.cluster.afflict(Self.key, with: [.revision(revision, percent: percent)])
    case .spoilMetrics(let fault, let length):
      world.cluster.spoilMetrics(of: Self.key, fault, for: length)
    case .kill: world.killLeader()
    case .stop: world.stopLeader()
    case .moveClock(let skew, _): world.setOperatorClock(wrongBy: skew)
    case .fault: break
    }
  }

  private func edit(_ path: [String], _ value: JSONValue?) throws {
    edits.append(ScenarioManifest.SpecEdit(path: path, value: value))
    try world.apply(.physicsAPIs, manifest.object)
  }

  func ask(_ verb: RolloutVerb) throws {
    guard var object = objects.get(.physicsAPIs, Self.key) else { return }
    let nonce = "\(world.clock.timestamp.epochSeconds)"
    let (key, value) = RolloutRequest.annotation(verb, nonce: nonce)
    var annotations = object.annotations
    annotations[key] = .string(value)
    object.metadata["annotations"] = .object(annotations)
    try objects.update(.physicsAPIs, object)
  }
}
