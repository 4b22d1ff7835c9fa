import APIMachinery
import JSON
import Time

/// What `kubectl get events` shows; the time comes first, before the object.
enum EventColumns {
  static let columns: [PrinterColumn] = [
    PrinterColumn(name: "Last Seen") { event, now in .string(lastSeen(event, now)) },
    .path("Type", ["type"]),
    .path("Reason", ["reason"]),
    PrinterColumn(name: "Object") { event, _ in
      let object = subject(event)
      let kind = object["kind"]?.stringValue?.lowercased() ?? ""
      let name = object["name"]?.stringValue ?? ""
      return .string(name.isEmpty ? kind : "\(kind)/\(name)")
    },
    PrinterColumn(name: "Subobject", priority: 1) { event, _ in subject(event)["fieldPath"] ?? "" },
    PrinterColumn(name: "Source", priority: 1) { event, _ in .string(source(event)) },
    PrinterColumn(name: "Message") { event, _ in
      let text = event["message"]?.stringValue ?? event["note"]?.stringValue ?? ""
      return .string(String(text.trimmingPrefix(while: \.isWhitespace)))
    },
    PrinterColumn(name: "First Seen", priority: 1) { event, now in .string(firstSeen(event, now)) },
    PrinterColumn(name: "Count", priority: 1) { event, _ in .integer(Int64(count(event))) },
    PrinterColumn(name: "Name", format: "name", priority: 1) { event, _ in
      event["metadata"]?["name"] ?? ""
    },
  ]

  private static func subject(_ event: JSONValue) -> JSONValue {
    event["involvedObject"] ?? event["regarding"] ?? .object([:])
  }

  private static func firstSeen(_ event: JSONValue, _ now: Timestamp) -> String {
    let first = event["firstTimestamp"] ?? event["deprecatedFirstTimestamp"] ?? event["eventTime"]
    return HumanDuration.age(since: first?.stringValue ?? "", now: now)
  }

  private static func lastSeen(_ event: JSONValue, _ now: Timestamp) -> String {
    let last =
      event["series"]?["lastObservedTime"] ?? event["lastTimestamp"]
      ?? event["deprecatedLastTimestamp"]
    guard let text = last?.stringValue else { return firstSeen(event, now) }
    return HumanDuration.age(since: text, now: now)
  }

  /// An event of the new API that happened once has no count.
  private static func count(_ event: JSONValue) -> Int {
    let said =
      event["series"]?["count"]?.intValue ?? event["count"]?.intValue
      ?? event["deprecatedCount"]?.intValue ?? 0
    return max(said, 1)
  }

  /// The component, with its host where it is known.
  private static func source(_ event: JSONValue) -> String {
    let source = event["source"] ?? event["deprecatedSource"] ?? .object([:])
    let component = source["component"]?.stringValue ?? ""
    let name =
      component.isEmpty
      ? (event["reportingComponent"] ?? event["reportingController"])?.stringValue ?? ""
      : component
    let host = source["host"]?.stringValue ?? event["reportingInstance"]?.stringValue ?? ""
    return host.isEmpty ? name : "\(name), \(host)"
  }
}
