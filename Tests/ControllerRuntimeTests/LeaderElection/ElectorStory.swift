import APIMachinery
import ControllerRuntime
import JSON
import Time

/// One elector on a clock that the test moves, and the leases that it is shown.
struct ElectorStory {
  static let key = ObjectKey(namespace: "ops", name: "physics-operator")
  /// 2026-01-01T00:00:00Z; nothing may depend on it.
  static let born = Timestamp(epochSeconds: 1_767_225_600)

  var elector: LeaderElector
  private var generator = SeededGenerator(seed: 3)
  private(set) var now: Duration = .zero
  private(set) var step = LeaderElector.Step(notices: [], move: .finish)

  init(timings: LeaseTimings = .standard) {
    elector = LeaderElector(LeaseSettings(key: Self.key, identity: "me", timings: timings))
  }

  /// Lets an event happen at a time, in seconds since the start.
  @discardableResult
  mutating func at(_ seconds: Double, _ event: LeaderElector.Event) -> LeaderElector.Move {
    now = .milliseconds(Int64((seconds * 1_000).rounded()))
    let time = ElectionTime(elapsed: now, timestamp: Self.born + now)
    step = elector.step(event, at: time, using: &generator)
    return step.move
  }

  /// Plays the server that accepts whatever is written; a request takes no time.
  @discardableResult
  mutating func accept(_ seconds: Double, version: Int) -> LeaderElector.Move {
    guard let record = written else { return step.move }
    return at(seconds, .written(record.stored(as: version)))
  }

  /// What the pending request would write.
  var written: LeaseRecord? {
    switch step.move {
    case .send(.create(let record), _), .send(.replace(let record), _): record
    case .send(.read, _), .wait, .waitForWork, .finish: nil
    }
  }

  /// Becomes leader at 0 s of a lease that nobody held.
  mutating func acquire() {
    at(0, .due)
    at(0, .missing)
    accept(0, version: 1)
  }

  static func lease(
    _ holder: String,
    version: Int = 1,
    renewed: String = "2020-01-01T00:00:00.000000Z",
    transitions: Int64 = 3,
    preferred: String? = nil
  ) -> LeaseRecord {
    var object = APIObject(.leases, key)
    var spec: JSONObject = [
      "holderIdentity": .string(holder), "leaseDurationSeconds": 15,
      "acquireTime": "2020-01-01T00:00:00.000000Z", "renewTime": .string(renewed),
      "leaseTransitions": .integer(transitions),
    ]
    spec["preferredHolder"] = preferred.map(JSONValue.string)
    object.json["spec"] = .object(spec)
    return LeaseRecord(object).stored(as: version)
  }
}

extension LeaseRecord {
  /// As the server returns it.
  func stored(as version: Int) -> LeaseRecord {
    var copy = object
    copy.metadata["resourceVersion"] = .string("\(version)")
    copy.metadata["uid"] = "lease-uid"
    return LeaseRecord(copy)
  }

  func field(_ name: String) -> String? { object.spec[name]?.stringValue }
}

extension LeaderElector.Move {
  /// `read`, `create`, `replace`, `wait 2.0 seconds`, `waitForWork` or `finish`.
  var summary: String {
    switch self {
    case .send(.read, _): "read"
    case .send(.create, _): "create"
    case .send(.replace, _): "replace"
    case .wait(let delay): "wait \(delay)"
    case .waitForWork: "waitForWork"
    case .finish: "finish"
    }
  }

  var delay: Duration? {
    if case .wait(let delay) = self { delay } else { nil }
  }

  var timeout: Duration? {
    if case .send(_, let timeout) = self { timeout } else { nil }
  }
}
