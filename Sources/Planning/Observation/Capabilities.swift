/// What the cluster offers beyond the built-in kinds, as its discovery says.
package struct Capabilities: Hashable, Sendable {
  package var hasGatewayAPI: Bool
  /// Whether custom.metrics.k8s.io is served: an HPA with a failing metric never scales down.
  package var hasCustomMetrics: Bool
  package var hasTraefik: Bool

  package init(hasGatewayAPI: Bool, hasCustomMetrics: Bool, hasTraefik: Bool = false) {
    self.hasGatewayAPI = hasGatewayAPI
    self.hasTraefik = hasTraefik
    self.hasCustomMetrics = hasCustomMetrics
  }
}
