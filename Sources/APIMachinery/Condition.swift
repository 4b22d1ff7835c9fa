package import JSON
package import Time

/// One `metav1.Condition`: something that is true, false or unknown of an object, and since when.
package struct Condition: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable {
    case yes = "True"
    case no = "False"
    case unknown = "Unknown"
  }

  package let type: String
  package let status: Status
  /// One CamelCase word from a closed list.
  package let reason: String
  /// A sentence for people.
  package let message: String
  /// The generation of the object that this was judged on.
  package let observedGeneration: Int
  /// Moves only when `status` does.
  package let lastTransitionTime: Timestamp

  package init(
    type: String,
    status: Status,
    reason: String,
    message: String,
    observedGeneration: Int,
    lastTransitionTime: Timestamp
  ) {
    self.type = type
    self.status = status
    self.reason = reason
    self.message = message
    self.observedGeneration = observedGeneration
    self.lastTransitionTime = lastTransitionTime
  }

  package init?(json: JSONValue) {
    guard let type = json["type"]?.stringValue,
      let status = json["status"]?.stringValue.flatMap(Status.init(rawValue:))
    else { return nil }
    self.init(
      type: type,
      status: status,
      reason: json["reason"]?.stringValue ?? "",
      message: json["message"]?.stringValue ?? "",
      observedGeneration: json["observedGeneration"]?.intValue ?? 0,
      lastTransitionTime: json["lastTransitionTime"]?.stringValue
        .flatMap(Timestamp.init(rfc3339:)) ?? Timestamp(epochSeconds: 0)
    )
  }

  package var json: JSONValue {
    [
      "type": .string(type), "status": .string(status.rawValue), "reason": .string(reason),
      "message": .string(message), "observedGeneration": .integer(Int64(observedGeneration)),
      "lastTransitionTime": .string(lastTransitionTime.rfc3339),
    ]
  }

  /// This finding as the successor of `previous`: the transition time stays unless the status changed.
  package func following(_ previous: Condition?) -> Condition {
    guard let previous, previous.status == status else { return self }
    return Condition(
      type: type,
      status: status,
      reason: reason,
      message: message,
      observedGeneration: observedGeneration,
      lastTransitionTime: previous.lastTransitionTime
    )
  }
}
