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
    ports = service.ports.map(Self.port)
    endpoints = mirror.pods.objects.filter { !$0.ip.isEmpty && service.selects($0) }.map { pod in
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

  private static func port(_ port: JSONValue) -> JSONValue {
    var published: JSONObject = ["name": port["name"] ?? "", "protocol": "TCP"]
    published["port"] = port["targetPort"]?.intValue.map { .integer(Int64($0)) } ?? port["port"]
    return .object(published)
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
