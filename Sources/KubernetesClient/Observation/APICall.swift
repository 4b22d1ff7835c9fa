import Tracing
import Transport

/// A request as OpenTelemetry's semantic conventions describe it.
struct APICall {
  private let request: HTTPRequest
  private let path: APIPath?

  init(_ request: HTTPRequest) {
    self.request = request
    path = APIPath(request.path)
  }

  /// Method and path with the names left out, so that there are few of them; the method alone for a path that is not of the API.
  var spanName: String {
    path.map { "\(request.method.rawValue) \($0.template)" } ?? request.method.rawValue
  }

  func describe(in attributes: inout SpanAttributes) {
    attributes["http.request.method"] = request.method.rawValue
    attributes["url.full"] = origin.url + request.target
    attributes["server.address"] = origin.host
    if let port = origin.port { attributes["server.port"] = port }
    guard let path else { return }
    attributes["url.template"] = path.template
    if let namespace = path.namespace { attributes["k8s.namespace.name"] = namespace }
    if let name = path.name, let key = Self.nameKeys[path.resource] { attributes[key] = name }
  }

  /// The attributes that the conventions define; there is none for any other resource.
  private static let nameKeys = [
    "cronjobs": "k8s.cronjob.name", "daemonsets": "k8s.daemonset.name",
    "deployments": "k8s.deployment.name", "horizontalpodautoscalers": "k8s.hpa.name",
    "jobs": "k8s.job.name", "namespaces": "k8s.namespace.name", "nodes": "k8s.node.name",
    "pods": "k8s.pod.name", "replicasets": "k8s.replicaset.name",
    "services": "k8s.service.name", "statefulsets": "k8s.statefulset.name",
  ]

  /// The server without what may stand before an `@`.
  private var origin: (url: String, host: String, port: Int?) {
    let parts = request.origin.split(separator: "//", maxSplits: 1)
    let scheme = parts.count == 2 ? "\(parts[0])//" : ""
    let authority = (parts.last ?? "").split(separator: "@").last ?? ""
    let colon = authority.lastIndex(of: ":")
    let port = colon.flatMap { Int(authority[authority.index(after: $0)...]) }
    let host = port == nil ? authority : authority[..<(colon ?? authority.endIndex)]
    return (scheme + authority, host.filter { $0 != "[" && $0 != "]" }, port)
  }
}
