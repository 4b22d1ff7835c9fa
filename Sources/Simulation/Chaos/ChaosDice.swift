import JSON
import PhysicsResources
import Time

/// Draws acts from a seed.
struct ChaosDice {
  private var generator: SeededGenerator
  /// So that each new revision is another one.
  private var version = 1
  /// What may happen once in a script: a second time would leave too little of the cluster, or of what makes an object ours.
  private var spent: [String] = []

  init(seed: UInt64) {
    generator = SeededGenerator(seed: seed, stream: 12)
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int {
    range.lowerBound + Int(generator.unit() * Double(range.count))
  }

  /// Whether something happens that does so in so many per cent of all cases.
  mutating func happens(_ percent: Int) -> Bool { number(0...99) < percent }

  mutating func one<Value>(of values: [Value]) -> Value { values[number(0...(values.count - 1))] }

  mutating func seconds(_ range: ClosedRange<Duration>) -> Duration {
    .seconds(generator.duration(in: range).components.seconds)
  }

  mutating func act(_ router: ScenarioRouter, operators: Int) -> ChaosAct {
    switch number(0...99) {
    case ..<16: roll()
    case ..<26: .ask(verb())
    case ..<34: edit(router)
    case ..<37: .recreate
    case ..<39: .loseStatus
    case ..<45: deletion(router)
    case ..<52: spoiling()
    case ..<54: router == .none ? roll() : .rewrite(weight: one(of: [0, 30, 60, 100]))
    case ..<62: accident()
    case ..<67:
      .fail(percent: one(of: [5, 20, 60]), role(), seconds(.seconds(20)...(.seconds(240))))
    case ..<72: .spoilMetrics(one(of: MetricsFault.all), seconds(.seconds(30)...(.seconds(400))))
    case ..<84: process()
    case _: fault()
    }
  }

  private static let good = ["", "", ""]
  private static let bad = [
    "-errors8", "-errors30", "-errors100", "-slow", "-crashloop", "-oom", "-pullerror",
    "-neverready",
  ]

  /// A new revision, one before, or one that was there already.
  mutating func roll() -> ChaosAct {
    if version > 1, happens(20) { return .roll(tag: "v\(number(1...version))") }
    version += 1
    return .roll(tag: "v\(version)" + one(of: Self.good + Self.good + Self.bad))
  }

  private mutating func role() -> ScenarioRole { happens(60) ? .canary : .stable }

  private mutating func verb() -> RolloutVerb {
    one(of: [.pause, .resume, .promote, .promoteFull, .abort, .abort, .retry, .undo(revision: nil)])
  }

  private mutating func edit(_ router: ScenarioRouter) -> ChaosAct {
    var edits: [(String, JSONValue)] = [
      ("rollout.strategy", one(of: ["Canary", "BlueGreen", "Immediate"])),
      ("scaling.minReplicas", .integer(Int64(number(2...6)))),
      ("scaling.maxReplicas", .integer(Int64(number(6...14)))),
      ("rollout.drain", .string("\(number(5...60))s")),
      ("rollout.bake", .string("\(number(10...120))s")),
      ("rollout.onFailure", one(of: ["RollBack", "Pause"])),
      ("rollout.analysis.failureLimit", .integer(Int64(number(0...3)))),
      ("rollout.steps", one(of: Self.steps)), ("rollout.restoreSpec", true), ("paused", true),
    ]
    if router == .none || router == .gatewayAPI {
      let other: ScenarioRouter = happens(50) ? .none : .gatewayAPI
      edits += [("routing", other.routing), ("routing", other.routing)]
    }
    let edit = one(of: edits)
    return .set(path: edit.0.split(separator: ".").map(String.init), value: edit.1)
  }

  private static let steps: [JSONValue] = [
    [["weight": 5, "hold": "30s"], ["weight": 60, "hold": "60s"]], [["weight": 50, "hold": "90s"]],
    [
      ["weight": 1, "hold": "20s"], ["weight": 20, "hold": "20s"], ["weight": 80, "hold": "20s"],
    ],
  ]

  private mutating func deletion(_ router: ScenarioRouter) -> ChaosAct {
    var children: [ChaosChild] = [.deployment, .service, .autoscaler, .budget, .revision]
    if router == .gatewayAPI { children.append(.route) }
    return .delete(one(of: children), role())
  }

  private mutating func spoiling() -> ChaosAct {
    let field = one(of: ChaosField.allCases)
    // Without labels and without an owner nobody can tell whose an object is.
    guard field == .labels || field == .owner else { return .spoil(field, role()) }
    return once("identity") ? .spoil(field, role()) : .spoil(.limits, role())
  }

  /// Whether it is the first time.
  private mutating func once(_ name: String) -> Bool {
    defer { spent.append(name) }
    return !spent.contains(name)
  }

  private mutating func accident() -> ChaosAct {
    switch number(0...5) {
    case 0: return .endProcesses(number(1...3), role())
    case 1: return .deletePods(role())
    case 2: return .fillNodes(seconds(.seconds(30)...(.seconds(300))))
    case 3: return .send(one(of: [0, 1, 30, 120, 180]))
    case _:
      guard once("node") else { return .endProcesses(1, role()) }
      return happens(50) ? .loseNode : .drainNode
    }
  }

  private mutating func process() -> ChaosAct {
    switch number(0...9) {
    case ..<4: .kill(seconds(.seconds(1)...(.seconds(90))))
    case ..<8: .stop(seconds(.seconds(2)...(.seconds(70))))
    case _:
      .moveClock(
        one(of: [.seconds(3_600), .seconds(-3_600), .seconds(120), .seconds(-120)]),
        seconds(.seconds(60)...(.seconds(400)))
      )
    }
  }

  private mutating func fault() -> ChaosAct {
    let share = one(of: [2, 10, 30, 60])
    let sentence = one(of: Self.sentences).replacing("SHARE", with: "\(share)%")
    return .fault(sentence, seconds(.seconds(15)...(.seconds(240))))
  }

  private static let sentences = [
    "answer 409 to SHARE of updates by physics-operator",
    "answer 409 to SHARE of patches by physics-operator",
    "answer 429 with Retry-After 3s to SHARE of requests by physics-operator",
    "answer 500 to SHARE of requests by physics-operator",
    "answer 503 to SHARE of requests by physics-operator",
    "answer 504 to SHARE of writes by physics-operator",
    "answer 403 to every write of services by physics-operator",
    "answer 403 to every write of deployments by physics-operator",
    "answer 403 to every write of httproutes by physics-operator",
    "answer 403 to every request by physics-operator",
    "answer 401 to SHARE of requests by physics-operator",
    "answer 410 to SHARE of lists by physics-operator",
    "answer 410 to every watch by physics-operator",
    "reset the connection before answering SHARE of requests by physics-operator",
    "reset the connection after committing SHARE of writes by physics-operator",
    "cut the answer to SHARE of reads by physics-operator",
    "hang on SHARE of requests by physics-operator for 20s",
    "hang on SHARE of writes by physics-operator for 45s",
    "delay SHARE of requests by physics-operator by 2s",
    "delay SHARE of writes by physics-operator by 15s",
    "serve SHARE of lists by physics-operator 20 versions late",
    "delay every watch by physics-operator by 8s",
    "delay every watch of pods by physics-operator by 30s",
    "delay every watch of endpointslices by physics-operator by 20s",
    "delay every watch of physicsapis by physics-operator by 20s",
    "delay every watch of deployments by physics-operator by 30s",
    "drop every watch by physics-operator after 3 events",
    "cut every watch by physics-operator after 5 events",
    "expire every watch by physics-operator after 5 events",
    "duplicate the bookmarks of every watch by physics-operator",
    "reorder the bookmarks of every watch by physics-operator",
    "crash physics-operator before the 3rd write",
    "crash physics-operator after committing the 2nd write",
    "crash physics-operator after committing the 5th write",
    "crash physics-operator after the answer to the 4th write",
  ]
}
