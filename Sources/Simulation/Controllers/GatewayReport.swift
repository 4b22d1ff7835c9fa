import APIMachinery
import JSON
import Time

/// A Gateway's status: accepted and programmed, listener by listener.
struct GatewayReport: Sendable {
  private let gateway: GatewayRecord
  private let now: Timestamp
  private(set) var status: JSONValue = .null

  init(_ gateway: GatewayRecord, in mirror: ClusterMirror, at now: Timestamp) {
    self.gateway = gateway
    self.now = now
    var status = gateway.status.reporting([
      condition("Accepted", "Accepted", "Gateway is accepted"),
      condition("Programmed", "Programmed", "Gateway is programmed"),
    ])
    status["addresses"] = [
      ["type": "IPAddress", "value": .string(GatewayController.address)]
    ]
    let before = gateway.status["listeners"]?.arrayValue ?? []
    status["listeners"] = .array(
      gateway.listeners.map { listener in
        let known = before.first { $0["name"] == listener["name"] } ?? .null
        return report(listener, known, attached: attached(to: listener, mirror))
      }
    )
    self.status = status
  }

  private func report(_ listener: JSONValue, _ known: JSONValue, attached: Int) -> JSONValue {
    var report = known.reporting([
      condition("Accepted", "Accepted", "Listener is accepted"),
      condition("Programmed", "Programmed", "Listener is programmed"),
      condition("ResolvedRefs", "ResolvedRefs", "All references are resolved"),
    ])
    report["name"] = listener["name"]
    report["attachedRoutes"] = .integer(Int64(attached))
    report["supportedKinds"] = [["group": "gateway.networking.k8s.io", "kind": "HTTPRoute"]]
    return report
  }

  private func attached(to listener: JSONValue, _ mirror: ClusterMirror) -> Int {
    mirror.routes.objects.count { route in
      route.parents.contains { parent in
        let namespace = parent["namespace"]?.stringValue ?? route.key.namespace
        return parent["name"]?.stringValue == gateway.key.name
          && namespace == gateway.key.namespace
          && (parent["sectionName"] == nil || parent["sectionName"] == listener["name"])
      }
    }
  }

  private func condition(_ type: String, _ reason: String, _ message: String) -> Condition {
    Condition(
      type: type,
      status: .yes,
      reason: reason,
      message: message,
      observedGeneration: gateway.generation,
      lastTransitionTime: now
    )
  }
}
