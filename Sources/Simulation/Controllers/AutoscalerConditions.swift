import JSON
import Time

/// An HPA's conditions: each stays in its place, and its time moves with its status.
struct AutoscalerConditions: Sendable {
  private(set) var list: [JSONValue]
  private let now: Timestamp

  init(_ status: JSONValue, at now: Timestamp) {
    list = status["conditions"]?.arrayValue ?? []
    self.now = now
  }

  mutating func set(_ type: String, _ holds: Bool, _ reason: String, _ message: String) {
    let status: JSONValue = holds ? "True" : "False"
    let index = list.firstIndex { $0["type"]?.stringValue == type }
    let known = index.map { list[$0] }
    let time = known?["status"] == status ? known?["lastTransitionTime"] : nil
    let condition: JSONValue = [
      "type": .string(type), "status": status, "reason": .string(reason),
      "message": .string(message), "lastTransitionTime": time ?? .string(now.rfc3339),
    ]
    if let index { list[index] = condition } else { list.append(condition) }
  }
}
