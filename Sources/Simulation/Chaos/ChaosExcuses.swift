import EmbeddedAPIServer
import Time

/// What the acts of a script explain: breaches that no operator could avoid, and lost requests.
///
/// Narrow on purpose: an act excuses a few named laws, for as long as it lasts and a little longer.
struct ChaosExcuses {
  private let script: ChaosScript
  /// When the first act's time counts from.
  private let start: Timestamp
  /// When all faults were over; `nil` as long as they are not.
  var healedAt: Timestamp?

  init(_ script: ChaosScript, start: Timestamp) {
    self.script = script
    self.start = start
  }

  /// What was seen before a fault is believed so long after it: a back-off, a relist, a probe.
  private static let echo = Duration.seconds(40)
  /// Pods of a lost node are given up after five minutes; then others start.
  private static let aftermath = Duration.seconds(600)

  /// Whether nobody can be held to a deadline: no operator, or one that cannot reach its API server.
  func isAbsent(at now: Timestamp) -> Bool {
    script.acts.contains { isOn($0, at: now) && $0.act.keepsAway }
  }

  func covers(_ breach: Breach) -> Bool {
    script.acts.contains { timed in
      switch timed.act {
      case .moveClock:
        ["I2", "I9", "O6"].contains(breach.law) && breach.at >= start + timed.at
      case .fault, .stop:
        // Endpoints, weights and autoscalers are those that a late watch tells of.
        ["I1", "I3", "I5"].contains(breach.law) && isOn(timed, at: breach.at)
      case .roll, .set, .clear, .ask, .recreate, .loseStatus, .delete, .spoil, .rewrite,
        .endProcesses, .deletePods, .loseNode, .drainNode, .fillNodes, .send, .fail,
        .spoilMetrics, .kill:
        false
      }
    }
  }

  func covers(_ loss: Loss) -> Bool {
    let limit = healedAt.map { $0 + Self.aftermath }
    if let limit, loss.at > limit { return false }
    return script.acts.contains { $0.act.explains(loss.cause) && start + $0.at <= loss.at }
  }

  /// Whether pods may have more to do than they can.
  var coversOverload: Bool { script.acts.contains { $0.act.takesCapacity } }

  private func isOn(_ timed: TimedAct, at now: Timestamp) -> Bool {
    start + timed.at <= now && now <= start + timed.end + Self.echo
  }
}

extension ChaosAct {
  fileprivate var keepsAway: Bool {
    switch self {
    case .kill, .stop, .moveClock, .fault: true
    case .roll, .set, .clear, .ask, .recreate, .loseStatus, .delete, .spoil, .rewrite,
      .endProcesses, .deletePods, .loseNode, .drainNode, .fillNodes, .send, .fail, .spoilMetrics:
      false
    }
  }

  fileprivate func explains(_ cause: LossCause) -> Bool {
    switch self {
    case .roll(let tag):
      ImageBehavior(image: "physics:\(tag)").crash != nil
        && (cause == .crashed || cause == .noEndpoints)
    case .set(let path, _), .clear(let path): path.first == "routing"
    case .recreate, .delete, .spoil, .rewrite, .endProcesses, .deletePods, .loseNode, .moveClock:
      true
    case .ask, .loseStatus, .drainNode, .fillNodes, .send, .fail, .spoilMetrics, .kill, .stop,
      .fault:
      false
    }
  }

  /// Whether there may be fewer pods than the load needs, or more load than pods for a while.
  fileprivate var takesCapacity: Bool {
    switch self {
    case .set(let path, _), .clear(let path): path.first == "scaling" || path.first == "routing"
    case .roll(let tag): ImageBehavior(image: "physics:\(tag)") != .healthy
    case .recreate, .delete, .spoil, .rewrite, .endProcesses, .deletePods, .loseNode, .drainNode,
      .fillNodes, .send, .moveClock:
      true
    case .ask, .loseStatus, .fail, .spoilMetrics, .kill, .stop, .fault: false
    }
  }
}
