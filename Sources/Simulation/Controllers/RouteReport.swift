import APIMachinery
import JSON
import Time

/// An HTTPRoute's status: what each of its parents makes of it.
struct RouteReport: Sendable {
  private let route: RouteRecord
  private let now: Timestamp
  private(set) var status: JSONValue = .null

  init(_ route: RouteRecord, in mirror: ClusterMirror, at now: Timestamp) {
    self.route = route
    self.now = now
    let resolved = resolution(in: mirror)
    let parents = route.parents.enumerated().compactMap { index, parent -> JSONValue? in
      guard let accepted = acceptance(by: parent, in: mirror) else { return nil }
      let known = route.status["parents"]?[index] ?? .null
      var report = (known["parentRef"] == parent ? known : .null).reporting([accepted, resolved])
      report["parentRef"] = parent
      report["controllerName"] = .string(GatewayController.name)
      return report
    }
    status = ["parents": .array(parents)]
  }

  /// `nil` where the Gateway is another controller's business.
  private func acceptance(by parent: JSONValue, in mirror: ClusterMirror) -> Condition? {
    let namespace = parent["namespace"]?.stringValue ?? route.key.namespace
    let key = ObjectKey(namespace: namespace, name: parent["name"]?.stringValue ?? "")
    guard let gateway = mirror.gateways[key] else {
      return condition("Accepted", true, "Accepted", "Route is accepted")
    }
    let gatewayClass = mirror.gatewayClasses[ObjectKey(namespace: "", name: gateway.className)]
    guard gatewayClass?.controllerName == GatewayController.name else { return nil }
    let listeners = gateway.listeners.filter { listener in
      parent["sectionName"] == nil || parent["sectionName"] == listener["name"]
    }
    guard !listeners.isEmpty else {
      return condition("Accepted", false, "NoMatchingParent", "No listener matches the parentRef")
    }
    guard listeners.contains(where: { $0.takesRoutes(from: route.key.namespace, at: namespace) })
    else {
      return condition(
        "Accepted",
        false,
        "NotAllowedByListeners",
        "No listener allows routes from namespace \(route.key.namespace)"
      )
    }
    return condition("Accepted", true, "Accepted", "Route is accepted")
  }

  private func resolution(in mirror: ClusterMirror) -> Condition {
    if let foreign = route.backends.first(where: { !$0.foreignKind.isEmpty }) {
      let message = "Backend kind \(foreign.foreignKind) is not supported"
      return condition("ResolvedRefs", false, "InvalidKind", message)
    }
    // A reference into another namespace needs a ReferenceGrant, a kind that nobody serves here.
    if let other = route.backends.first(where: { $0.service.namespace != route.key.namespace }) {
      let message = "Backend ref to Service \(other.service) not permitted by any ReferenceGrant"
      return condition("ResolvedRefs", false, "RefNotPermitted", message)
    }
    if let missing = route.backends.first(where: { mirror.services[$0.service] == nil }) {
      let message = "Service \(missing.service) not found"
      return condition("ResolvedRefs", false, "BackendNotFound", message)
    }
    return condition("ResolvedRefs", true, "ResolvedRefs", "All references are resolved")
  }

  private func condition(
    _ type: String,
    _ holds: Bool,
    _ reason: String,
    _ message: String
  ) -> Condition {
    Condition(
      type: type,
      status: holds ? .yes : .no,
      reason: reason,
      message: message,
      observedGeneration: route.generation,
      lastTransitionTime: now
    )
  }
}

extension JSONValue {
  /// Whether a listener lets routes of a namespace in; by default only those of the Gateway's own.
  fileprivate func takesRoutes(from namespace: String, at home: String) -> Bool {
    switch self["allowedRoutes"]?["namespaces"]?["from"]?.stringValue ?? "Same" {
    case "All": true
    case "Same": namespace == home
    default: false
    }
  }
}
