package import JSON
package import PhysicsResources
import Time

/// One thing that somebody does to a service, or that goes wrong around it.
///
/// Its text is what a script says; `ChaosLineParser` reads it back.
package enum ChaosAct: Hashable, Sendable {
  // What users of the operator do.
  /// `roll to v2-errors30`: the spec names the image with this tag from now on.
  case roll(tag: String)
  /// `set scaling.minReplicas to 5`: a field of the spec, by its path.
  case set(path: [String], value: JSONValue)
  /// `clear rollout.steps`: the field has its default again.
  case clear(path: [String])
  /// `ask pause`
  case ask(RolloutVerb)
  /// `delete and create again`: the PhysicsAPI, within the same second.
  case recreate
  /// `lose the status`
  case loseStatus

  // What rivals do.
  /// `delete deployment of stable`
  case delete(ChaosChild, ScenarioRole)
  /// `spoil selector of service of canary`
  case spoil(ChaosField, ScenarioRole)
  /// `rewrite the route to 60`: another manager gives the canary this share.
  case rewrite(weight: Int)

  // What happens to pods, nodes and users.
  /// `end 2 processes of canary`
  case endProcesses(Int, ScenarioRole)
  /// `delete pods of stable`
  case deletePods(ScenarioRole)
  /// `lose a node`: pull its plug.
  case loseNode
  /// `drain a node`
  case drainNode
  /// `fill the nodes for 2m`: none takes another pod.
  case fillNodes(Duration)
  /// `send 120 requests`, every second.
  case send(Int)
  /// `fail 30% of canary for 1m`: so many answers are 500.
  case fail(percent: Int, ScenarioRole, Duration)
  /// `spoil metrics with NaN for 2m`
  case spoilMetrics(MetricsFault, Duration)

  // What happens to the operator.
  /// `kill the operator for 20s`: the one that leads; another process is started after that time.
  case kill(Duration)
  /// `stop the operator for 40s`: the one that leads, as SIGSTOP does.
  case stop(Duration)
  /// `move the clock by -1h for 5m`: what operators take for the time of day.
  case moveClock(Duration, Duration)
  /// `answer 503 to 20% of requests for 1m`: a sentence of a fault script, for so long.
  case fault(String, Duration)
}

extension ChaosAct: CustomStringConvertible {
  package var description: String {
    switch self {
    case .roll(let tag): "roll to \(tag)"
    case .set(let path, let value): "set \(path.joined(separator: ".")) to \(value.jsonText)"
    case .clear(let path): "clear \(path.joined(separator: "."))"
    case .ask(let verb): "ask \(verb.word)"
    case .recreate: "delete and create again"
    case .loseStatus: "lose the status"
    case .delete(let child, let role): "delete \(child.rawValue) of \(role.rawValue)"
    case .spoil(let field, let role):
      "spoil \(field.rawValue) of \(field.child.rawValue) of \(role.rawValue)"
    case .rewrite(let weight): "rewrite the route to \(weight)"
    case .endProcesses(let count, let role): "end \(count) processes of \(role.rawValue)"
    case .deletePods(let role): "delete pods of \(role.rawValue)"
    case .loseNode: "lose a node"
    case .drainNode: "drain a node"
    case .fillNodes(let length): "fill the nodes for \(length.goDuration)"
    case .send(let requests): "send \(requests) requests"
    case .fail(let percent, let role, let length):
      "fail \(percent)% of \(role.rawValue) for \(length.goDuration)"
    case .spoilMetrics(let fault, let length):
      "spoil metrics with \(fault.word) for \(length.goDuration)"
    case .kill(let length): "kill the operator for \(length.goDuration)"
    case .stop(let length): "stop the operator for \(length.goDuration)"
    case .moveClock(let skew, let length):
      "move the clock by \(skew < .zero ? "-" : "")\((skew < .zero ? .zero - skew : skew).goDuration) for \(length.goDuration)"
    case .fault(let sentence, let length): "\(sentence) for \(length.goDuration)"
    }
  }

  /// How long it lasts; zero for what is done at once.
  package var length: Duration {
    switch self {
    case .roll, .set, .clear, .ask, .recreate, .loseStatus, .delete, .spoil, .rewrite,
      .endProcesses, .deletePods, .loseNode, .drainNode, .send:
      .zero
    case .fillNodes(let length), .fail(_, _, let length), .spoilMetrics(_, let length),
      .kill(let length), .stop(let length), .moveClock(_, let length), .fault(_, let length):
      length
    }
  }
}

extension MetricsFault {
  /// As scripts call it.
  var word: String {
    switch self {
    case .unavailable: "503"
    case .notANumber: "NaN"
    case .alternatingWorkers: "workers"
    case .frozen: "frozen"
    }
  }

  static let all: [MetricsFault] = [.unavailable, .notANumber, .alternatingWorkers, .frozen]
}
