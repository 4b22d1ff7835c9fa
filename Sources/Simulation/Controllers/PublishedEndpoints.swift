import APIMachinery
import JSON

/// What an EndpointSlice says, in comparable form.
struct PublishedEndpoints: Hashable, Sendable {
  struct Endpoint: Hashable, Sendable {
    let pod: ObjectKey
    let uid: String
    let ip: String
    let node: String
    /// Ready and not on its way out.
    let isReady: Bool
    let isServing: Bool
    let isTerminating: Bool
  }

  let labels: JSONObject
  let ports: [JSONValue]
  let endpoints: [Endpoint]

  init(_ service: ServiceRecord, in mirror: ClusterMirror) {
    var labels = service.labels
    labels["kubernetes.io/service-name"] = .string(service.key.name)
    labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io"
    self.labels = labels
    let pods = mirror.pods.objects.filter { !$0.ip.isEmpty && service.selects($0) }
    ports = service.ports.map { Self.port($0, of: pods.first) }
    endpoints = pods.map { pod in
      Endpoint(
        pod: pod.key,
        uid: pod.uid,
        ip: pod.ip,
        node: pod.nodeName,
        isReady: pod.isReady && !pod.isBeingDeleted,
        isServing: pod.isReady,
        isTerminating: pod.isBeingDeleted
      )
    }
  }

  /// A target port may be a name, which the pods' containers give a number.
  private static func port(_ port: JSONValue, of pod: SimulatedPod?) -> JSONValue {
    let target = port["targetPort"] ?? port["port"] ?? .null
    let number = target.stringValue.map { pod?.traits.namedPorts[$0] ?? port["port"] ?? .null }
    return ["name": port["name"] ?? "", "protocol": "TCP", "port": number ?? target]
  }

  var endpointsJSON: JSONValue {
    .array(
      endpoints.map { endpoint in
        [
          "addresses": [.string(endpoint.ip)],
          "conditions": [
            "ready": .bool(endpoint.isReady), "serving": .bool(endpoint.isServing),
            "terminating": .bool(endpoint.isTerminating),
          ],
          "nodeName": .string(endpoint.node),
          "targetRef": [
            "kind": "Pod", "namespace": .string(endpoint.pod.namespace),
            "name": .string(endpoint.pod.name), "uid": .string(endpoint.uid),
          ],
        ]
      }
    )
  }
}
