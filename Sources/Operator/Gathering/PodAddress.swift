import JSON
import APIMachinery
import KubernetesClient
import MetricsSource
import PhysicsResources
import Transport

/// Where a pod's metrics are: at its own address, or behind the API server's proxy.
struct PodAddress {
  let scheme: URLScheme
  let port: Int
  let path: String
  let goesThroughAPIServer: Bool

  init(_ spec: PhysicsAPISpec, isInCluster: Bool) {
    scheme = spec.metrics.scheme
    port = spec.metrics.port == 0 ? spec.workload.port : spec.metrics.port
    path = spec.metrics.path
    goesThroughAPIServer =
      switch spec.metrics.via {
      case .auto: !isInCluster
      case .podIP: false
      case .apiServerProxy: true
      }
  }

  /// `nil` for a pod without an address yet.
  func direct(_ pod: APIObject) -> ScrapeTarget? {
    guard let ip = pod.status["podIP"]?.stringValue, !ip.isEmpty else { return nil }
    let host = ip.contains(":") ? "[\(ip)]" : ip
    let prefix = scheme == .https ? "https" : "http"
    return ScrapeTarget(pod: pod.uid, origin: "\(prefix)://\(host):\(port)", path: path)
  }

  func proxied(
    _ pod: APIObject,
    by client: KubernetesClient,
    headers: HTTPHeaders
  ) -> ScrapeTarget {
    let prefix = scheme == .https ? "https:" : ""
    let target =
      "\(client.basePath)/api/v1/namespaces/\(pod.namespace)/pods/\(prefix)\(pod.name):\(port)/proxy\(path)"
    return ScrapeTarget(pod: pod.uid, origin: client.origin, path: target, headers: headers)
  }
}
