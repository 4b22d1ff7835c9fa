import APIMachinery
import JSON
import Time

/// What `kubectl get events` shows; the time comes first, before the object.
enum EventColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Last Seen") { event, now in
      .string(HumanDuration.age(since: lastSeen(event), now: now))
    },
    .path("Type", ["type"]),
    .path("Reason", ["reason"]),
    PrinterColumn(name: "Object") { event, _ in
      let object = event["involvedObject"] ?? event["regarding"] ?? .object([:])
      let kind = object["kind"]?.stringValue?.lowercased() ?? ""
      return .string("\(kind)/\(object["name"]?.stringValue ?? "")")
    },
    PrinterColumn(name: "Message") { event, _ in event["message"] ?? event["note"] ?? "" },
    .path("Count", ["count"], priority: 1),
  ]

  private static func lastSeen(_ event: JSONValue) -> String {
    let candidates = [
      event.value(at: ["series", "lastObservedTime"]), event["lastTimestamp"],
      event["deprecatedLastTimestamp"], event["eventTime"],
      event.value(at: ["metadata", "creationTimestamp"]),
    ]
    return candidates.lazy.compactMap { $0?.stringValue }.first ?? ""
  }
}
