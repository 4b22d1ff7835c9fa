import APIMachinery
import JSON

/// What EndpointSlices and Endpoints of a Service say, in comparable form.
struct PublishedEndpoints: Hashable, Sendable {
  struct Endpoint: Hashable, Sendable {
    let pod: ObjectKey
    let uid: String
    let ip: String
    let node: String
    let zone: String
    /// Ready and not on its way out, or published whatever it is.
    let isReady: Bool
    let isServing: Bool
    let isTerminating: Bool
  }

  let labels: JSONObject
  let isHeadless: Bool
  let publishesNotReady: Bool
  let ports: [JSONValue]
  let endpoints: [Endpoint]

  init(_ service: ServiceRecord, in mirror: ClusterMirror) {
    labels = service.labels
    isHeadless = service.isHeadless
    publishesNotReady = service.publishesNotReady
    let pods = mirror.pods.objects.filter { !$0.ip.isEmpty && service.selects($0) }
    ports = service.ports.map { Self.port($0, of: pods.first) }
    endpoints = pods.map { pod in
      let node = mirror.nodes[ObjectKey(namespace: "", name: pod.nodeName)]
      return Endpoint(
        pod: pod.key,
        uid: pod.uid,
        ip: pod.ip,
        node: pod.nodeName,
        zone: node?.labels["topology.kubernetes.io/zone"]?.stringValue ?? "",
        isReady: service.publishesNotReady || (pod.isReady && !pod.isBeingDeleted),
        isServing: pod.isReady,
        isTerminating: pod.isBeingDeleted
      )
    }
  }

  /// A target port may be a name, which the pods' containers give a number.
  private static func port(_ port: JSONValue, of pod: SimulatedPod?) -> JSONValue {
    let target = port["targetPort"] ?? port["port"] ?? .null
    let number = target.stringValue.map { pod?.traits.namedPorts[$0] ?? port["port"] ?? .null }
    return [
      "name": port["name"] ?? "", "protocol": port["protocol"] ?? "TCP",
      "port": number ?? target,
    ]
  }

  /// The labels of its EndpointSlices.
  func sliceLabels(of service: ObjectKey) -> JSONObject {
    var labels = labels
    labels["kubernetes.io/service-name"] = .string(service.name)
    labels["endpointslice.kubernetes.io/managed-by"] = "endpointslice-controller.k8s.io"
    if isHeadless { labels["service.kubernetes.io/headless"] = "" }
    return labels
  }

  /// The same as one core/v1 Endpoints object, which leaves out pods on their way out.
  var subsets: JSONValue? {
    let shown = endpoints.filter { publishesNotReady || !$0.isTerminating }
    let (ready, waiting) = (shown.filter(\.isReady), shown.filter { !$0.isReady })
    guard !shown.isEmpty else { return nil }
    var subset: JSONValue = [:]
    if !ready.isEmpty { subset["addresses"] = .array(ready.map(\.address)) }
    if !waiting.isEmpty { subset["notReadyAddresses"] = .array(waiting.map(\.address)) }
    if !ports.isEmpty { subset["ports"] = .array(ports.map(\.unnamedIfEmpty)) }
    return [subset]
  }
}

extension PublishedEndpoints.Endpoint {
  private var target: JSONValue {
    [
      "kind": "Pod", "namespace": .string(pod.namespace), "name": .string(pod.name),
      "uid": .string(uid),
    ]
  }

  fileprivate var address: JSONValue {
    ["ip": .string(ip), "nodeName": .string(node), "targetRef": target]
  }

  /// An entry of an EndpointSlice.
  var json: JSONValue {
    var json: JSONValue = [
      "addresses": [.string(ip)],
      "conditions": [
        "ready": .bool(isReady), "serving": .bool(isServing), "terminating": .bool(isTerminating),
      ],
      "nodeName": .string(node), "targetRef": target,
    ]
    if !zone.isEmpty { json["zone"] = .string(zone) }
    return json
  }
}

extension JSONValue {
  fileprivate var unnamedIfEmpty: JSONValue {
    var port = self
    if port["name"] == "" { port["name"] = nil }
    return port
  }
}
