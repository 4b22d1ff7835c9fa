import APIMachinery
package import KubernetesClient
package import Planning

/// Asks the API server what it offers.
package struct Discovery: Sendable {
  let client: KubernetesClient

  package init(client: KubernetesClient) {
    self.client = client
  }

  package func capabilities() async throws(APIError) -> Capabilities {
    // Any answer at all proves that the server can be reached and lets us in.
    _ = try await client.read("/version")
    let gateway = try await client.servedTypes(group: "gateway.networking.k8s.io", version: "v1")
    let traefik = try await client.servedTypes(group: "traefik.io", version: "v1alpha1")
    return Capabilities(
      hasGatewayAPI: gateway.contains(.httpRoutes),
      hasCustomMetrics: try await servesCustomMetrics(),
      hasTraefik: traefik.contains(.traefikServices)
    )
  }

  /// An adapter that is down is still there: to take its metric out of every HPA would be worse than to wait for it.
  private func servesCustomMetrics() async throws(APIError) -> Bool {
    do {
      let types = try await client.servedTypes(group: "custom.metrics.k8s.io", version: "v1beta1")
      return !types.isEmpty
    } catch  where error.statusCode == 503 {
      return true
    }
  }
}
