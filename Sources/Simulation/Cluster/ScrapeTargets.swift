import APIMachinery
import JSON

/// The running pods as Prometheus discovers them over HTTP (`http_sd_configs`).
///
/// Every target is the API server itself: a pod of the simulation has no address of its own that anybody could reach, so the path of
/// each target leads through the pod proxy. Labels are those that `kubernetes_sd` with the usual relabelling leaves: `namespace`,
/// `pod`, `container`, `node`, `service` (the first by name that selects the pod), and the pod's own with `_` for what label names may not contain.
struct ScrapeTargets: Sendable {
  private let pods: [SimulatedPod]
  private let services: [ServiceRecord]
  /// Where the API server was asked: `http://127.0.0.1:8080`.
  private let origin: String

  init(of mirror: ClusterMirror, origin: String) {
    services = mirror.services.objects
    pods = mirror.pods.objects.filter {
      !$0.isBeingDeleted && $0.life.startedAt != nil && $0.isScraped
    }
    self.origin = origin
  }

  var json: JSONValue { .array(pods.map(target)) }

  private func target(_ pod: SimulatedPod) -> JSONValue {
    let port = pod.metricsPort
    var labels: JSONObject = [:]
    for label in pod.labels { labels[Self.labelName(label.key)] = label.value }
    var own: JSONObject = [
      "namespace": .string(pod.key.namespace), "pod": .string(pod.key.name),
      "container": .string(pod.traits.containers.first?.name ?? ""),
      "node": .string(pod.nodeName), "instance": .string("\(pod.ip):\(port)"),
      "__scheme__": .string(scheme),
      "__metrics_path__": .string(
        "/api/v1/namespaces/\(pod.key.namespace)/pods/\(pod.key.name):\(port)/proxy"
          + pod.metricsPath
      ),
    ]
    if let service = services.first(where: { $0.selects(pod) }) {
      own["service"] = .string(service.key.name)
    }
    return ["targets": [.string(host)], "labels": .object(labels.merging(own))]
  }

  private var scheme: String { origin.hasPrefix("https://") ? "https" : "http" }

  private var host: String {
    origin.split(separator: "/", maxSplits: 2).last.map(String.init) ?? origin
  }

  /// `app.kubernetes.io/name` as `app_kubernetes_io_name`.
  private static func labelName(_ key: String) -> String {
    String(key.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" })
  }
}

extension SimulatedPod {
  private func annotation(_ name: String) -> String? {
    scrapeAnnotations["prometheus.io/\(name)"]?.stringValue
  }

  /// Everybody is scraped who does not say no.
  fileprivate var isScraped: Bool { annotation("scrape") != "false" }

  fileprivate var metricsPath: String { annotation("path") ?? "/metrics" }

  /// What the annotation says, else the port named `metrics`, else the first.
  fileprivate var metricsPort: Int {
    annotation("port").flatMap { Int($0) } ?? traits.namedPorts["metrics"]?.intValue
      ?? traits.ports[0]
  }
}
