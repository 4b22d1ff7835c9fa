import APIMachinery
import JSON

/// Reads an HTTPRoute.
struct GatewayRoute {
  let route: APIObject

  init(_ route: APIObject) {
    self.route = route
  }

  /// Of the first rule, in percent; somebody else's weights need not sum to 100.
  func share(of service: String) -> Int {
    let backends = route.spec["rules"]?[0]?["backendRefs"]?.arrayValue ?? []
    let weights = backends.map { ($0["name"]?.stringValue, $0["weight"]?.intValue ?? 1) }
    let total = weights.reduce(0) { $0 + $1.1 }
    let own = weights.filter { $0.0 == service }.reduce(0) { $0 + $1.1 }
    return total > 0 ? (own * 100 + total / 2) / total : 0
  }

  /// Every parent that the route names has taken this very generation, and found the Services behind it.
  ///
  /// The entry of a parent that was taken out of the route stays until its controller cleans up, which may be never: it says nothing.
  var isAccepted: Bool {
    let references = (route.spec["parentRefs"]?.arrayValue ?? []).map(identity)
    let parents = (route.status["parents"]?.arrayValue ?? []).filter { parent in
      parent["parentRef"].map(identity).map(references.contains) ?? true
    }
    return !parents.isEmpty && parents.allSatisfy(hasTakenIt)
  }

  private func hasTakenIt(_ parent: JSONValue) -> Bool {
    ["Accepted", "ResolvedRefs"].allSatisfy { type in
      parent["conditions"]?.arrayValue?.contains {
        $0["type"]?.stringValue == type && $0["status"]?.stringValue == "True"
          && ($0["observedGeneration"]?.intValue ?? 0) >= route.generation
      } ?? false
    }
  }

  /// A reference to a parent with what it leaves to the defaults; spec and status need not spell them alike.
  private func identity(_ reference: JSONValue) -> [String] {
    [
      reference["group"]?.stringValue ?? "gateway.networking.k8s.io",
      reference["kind"]?.stringValue ?? "Gateway",
      reference["namespace"]?.stringValue ?? route.namespace,
      reference["name"]?.stringValue ?? "",
      reference["sectionName"]?.stringValue ?? "",
      reference["port"]?.intValue.map(String.init) ?? "",
    ]
  }
}
