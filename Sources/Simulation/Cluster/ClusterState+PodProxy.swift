import APIMachinery
import EmbeddedAPIServer
import JSON
import Transport

extension ClusterState {
  /// What a pod answers to a request through the API server.
  mutating func answer(_ request: PodProxyRequest) -> HTTPResponse {
    guard let index = mirror.pods.index(of: request.pod) else {
      return .unreachable("the pod is gone")
    }
    let pod = mirror.pods[index]
    let ports = pod.traits.ports.map(String.init)
    let port = request.port ?? ports[0]
    guard pod.life.startedAt != nil, ports.contains(port) || port == "http" else {
      return .unreachable("dial tcp \(pod.ip):\(port): connect: connection refused")
    }
    switch request.path {
    case "/metrics":
      return metrics(of: index)
    case pod.traits.readinessPath:
      return pod.isReady ? .text(200, "ok") : .text(503, "starting")
    case pod.traits.livenessPath:
      return .text(200, "ok")
    default:
      return .text(404, "{\"detail\":\"Not Found\"}")
    }
  }

  private mutating func metrics(of index: Int) -> HTTPResponse {
    let fault = fault(of: mirror.pods[index])
    if fault == .unavailable { return .text(503, "metrics are unavailable") }
    if fault == .frozen, let page = mirror.pods[index].lastPage { return .text(200, page) }
    mirror.pods[index].counters.noteScrape()
    let exposition = PodExposition(
      mirror.pods[index],
      profile: settings.application,
      fault: fault
    )
    let page = exposition.text
    mirror.pods[index].lastPage = page
    return .text(200, page)
  }
}

extension HTTPResponse {
  /// What the API server says when a pod takes no connection.
  static func unreachable(_ cause: String) -> HTTPResponse {
    let status = APIStatus(
      code: 503,
      reason: "ServiceUnavailable",
      message: "error trying to reach service: \(cause)"
    )
    return HTTPResponse(
      head: HTTPResponseHead(status: 503, headers: ["Content-Type": "application/json"]),
      body: status.json.jsonBytes
    )
  }

  fileprivate static func text(_ status: Int, _ body: String) -> HTTPResponse {
    HTTPResponse(
      head: HTTPResponseHead(
        status: status,
        headers: ["Content-Type": "text/plain; version=0.0.4; charset=utf-8"]
      ),
      body: Array(body.utf8)
    )
  }
}
