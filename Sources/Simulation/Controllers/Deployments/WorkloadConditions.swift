import JSON
import Time

/// The conditions of a Deployment or ReplicaSet: of its own kind, with reasons that count as much as the status.
struct WorkloadConditions: Sendable {
  private(set) var list: [JSONValue]

  init(_ status: JSONValue) {
    list = status["conditions"]?.arrayValue ?? []
  }

  subscript(type: String) -> JSONValue? {
    list.first { $0["type"]?.stringValue == type }
  }

  func reason(of type: String) -> String { self[type]?["reason"]?.stringValue ?? "" }

  /// Writes a condition unless it has this status and reason already; a new one goes to the end (`SetDeploymentCondition`).
  mutating func set(
    _ type: String,
    _ status: String,
    _ reason: String,
    _ message: String,
    at now: Timestamp
  ) {
    let known = self[type]
    let sameStatus = known?["status"]?.stringValue == status
    guard !sameStatus || known?["reason"]?.stringValue != reason else { return }
    remove(type)
    let transition = sameStatus ? known?["lastTransitionTime"] : nil
    append(type, status, reason, message, transition, now)
  }

  /// The same, but news even if neither status nor reason changed: progress moves the time of the last update.
  mutating func renew(
    _ type: String,
    _ status: String,
    _ reason: String,
    _ message: String,
    at now: Timestamp
  ) {
    let known = self[type]
    remove(type)
    let transition =
      known?["status"]?.stringValue == status ? known?["lastTransitionTime"] : nil
    append(type, status, reason, message, transition, now)
  }

  mutating func remove(_ type: String) {
    list.removeAll { $0["type"]?.stringValue == type }
  }

  private mutating func append(
    _ type: String,
    _ status: String,
    _ reason: String,
    _ message: String,
    _ transition: JSONValue?,
    _ now: Timestamp
  ) {
    let time = JSONValue.string(now.rfc3339)
    list.append([
      "type": .string(type), "status": .string(status), "reason": .string(reason),
      "message": .string(message), "lastUpdateTime": time, "lastTransitionTime": transition ?? time,
    ])
  }
}
