import JSON

/// A new pod is pending, in the class of service that its requests earn.
enum PodPreparation {
  @Sendable static func prepare(_ pod: inout JSONValue, old: JSONValue?) {
    guard old == nil else { return }
    pod["status"] = ["phase": "Pending", "qosClass": .string(qualityOfService(of: pod))]
  }

  private static func qualityOfService(of pod: JSONValue) -> String {
    let containers = pod["spec"]?["containers"]?.arrayValue ?? []
    let resources = containers.map { $0["resources"] ?? .object([:]) }
    if resources.allSatisfy({ isEmpty($0["limits"]) && isEmpty($0["requests"]) }) {
      return "BestEffort"
    }
    return resources.allSatisfy(isGuaranteed) ? "Guaranteed" : "Burstable"
  }

  private static func isGuaranteed(_ resources: JSONValue) -> Bool {
    ["cpu", "memory"].allSatisfy { name in
      guard let limit = resources["limits"]?[name] else { return false }
      return (resources["requests"]?[name] ?? limit) == limit
    }
  }

  private static func isEmpty(_ list: JSONValue?) -> Bool { list?.objectValue?.isEmpty ?? true }
}
