import JSON

/// What the API server fills into services and endpoint slices, addresses aside.
enum ServiceDefaults {
  static func apply(toEndpoints endpoints: inout JSONValue) {
    endpoints.updateEach("subsets") { subset in
      subset.updateEach("ports") { $0.setDefault("protocol", "TCP") }
    }
  }

  static func apply(toService service: inout JSONValue) {
    service.updateOrCreate("spec") { spec in
      spec.setDefault("type", "ClusterIP")
      spec.setDefault("sessionAffinity", "None")
      if spec["sessionAffinity"]?.stringValue == "ClientIP" {
        spec.setDefault("sessionAffinityConfig", ["clientIP": ["timeoutSeconds": 10_800]])
      }
      spec.updateEach("ports") { port in
        port.setDefault("protocol", "TCP")
        port.setDefault("targetPort", port["port"] ?? .null)
      }
      switch spec["type"]?.stringValue {
      case "ExternalName": break
      case "NodePort", "LoadBalancer":
        spec.setDefault("externalTrafficPolicy", "Cluster")
        applyCommonPolicies(&spec)
      default: applyCommonPolicies(&spec)
      }
    }
    service.setDefault("status", ["loadBalancer": .object([:])])
  }

  private static func applyCommonPolicies(_ spec: inout JSONValue) {
    spec.setDefault("internalTrafficPolicy", "Cluster")
    spec.setDefault("ipFamilies", ["IPv4"])
    spec.setDefault("ipFamilyPolicy", "SingleStack")
    if spec["type"]?.stringValue == "LoadBalancer" {
      spec.setDefault("allocateLoadBalancerNodePorts", true)
    }
  }

  static func apply(toEndpointSlice slice: inout JSONValue) {
    slice.updateEach("ports") { port in
      port.setDefault("name", "")
      port.setDefault("protocol", "TCP")
    }
  }
}
