import APIMachinery
import JSON
import Scaling
import Time

/// What the metrics APIs answer about the pods of one Deployment.
struct ResourceUsage: Sendable {
  private let pods: [SimulatedPod]
  private let settings: ClusterSettings

  init(of deployment: DeploymentRecord, in mirror: ClusterMirror, settings: ClusterSettings) {
    let selector = LabelSelector(json: deployment.selector)
    pods = mirror.pods.objects.filter { pod in
      pod.key.namespace == deployment.key.namespace && selector?.matches(pod.labels) ?? false
    }
    self.settings = settings
  }

  private enum Quantity {
    case cpu
    case memory
    case requestRate
    case unknown
  }

  private func quantity(_ metric: JSONValue) -> Quantity {
    switch metric["resource"]?["name"]?.stringValue {
    case "cpu": .cpu
    case "memory": .memory
    default:
      metric["pods"]?["metric"]?["name"] == "http_requests_per_second"
        && settings.servesCustomMetrics ? .requestRate : .unknown
    }
  }

  /// The answer for one entry of an HPA's `spec.metrics`.
  func reading(of metric: JSONValue) -> MetricReading {
    let quantity = quantity(metric)
    if case .unknown = quantity { return .failed }
    return .pods(
      pods.map { pod in
        PodReading(
          phase: phase(of: pod),
          request: request(of: pod, quantity),
          measurement: measurement(of: pod, quantity)
        )
      }
    )
  }

  /// The mean usage per measured pod, and its percentage of the requests; `nil` without any measurement.
  func average(of metric: JSONValue) -> (value: Double, percent: Int?)? {
    let quantity = quantity(metric)
    let measured = pods.compactMap { pod in
      measurement(of: pod, quantity).map { (usage: $0.usage, request: request(of: pod, quantity)) }
    }
    guard !measured.isEmpty else { return nil }
    let usage = measured.reduce(0) { $0 + $1.usage }
    let requested = measured.reduce(0) { $0 + $1.request }
    return (usage / Double(measured.count), requested > 0 ? Int(100 * usage / requested) : nil)
  }

  /// Why a resource metric says nothing, in the words of the replica calculator.
  func problem(withResource name: String, isRelative: Bool) -> String {
    let quantity: Quantity = name == "memory" ? .memory : .cpu
    let counted = pods.filter { phase(of: $0) != .ending }
    guard counted.contains(where: { measurement(of: $0, quantity) != nil }) else {
      return "unable to get metrics for resource \(name): no metrics returned from resource "
        + "metrics API"
    }
    if isRelative, let pod = counted.first(where: { request(of: $0, quantity) == 0 }) {
      let container = pod.traits.containers.first?.name ?? ""
      return "missing request for \(name) in container \(container) of Pod \(pod.key.name)"
    }
    return "did not receive metrics for targeted pods (pods might be unready)"
  }

  private func phase(of pod: SimulatedPod) -> PodReading.Phase {
    if pod.isBeingDeleted { return .ending }
    switch pod.life {
    case .unscheduled, .pulling, .pullFailed: return .pending
    case .lost: return .ending
    case .starting, .ready, .crashed:
      return .running(
        startedAt: pod.scheduledAt ?? pod.createdAt,
        isReady: pod.isReady,
        since: pod.readinessChangedAt
      )
    }
  }

  private func request(of pod: SimulatedPod, _ quantity: Quantity) -> Double {
    switch quantity {
    case .cpu: pod.traits.requestedCores
    case .memory: pod.traits.requestedMemory
    case .requestRate, .unknown: 0
    }
  }

  private func measurement(
    of pod: SimulatedPod,
    _ quantity: Quantity
  ) -> PodReading.Measurement? {
    guard pod.life.startedAt != nil, !pod.isBeingDeleted, let sample = pod.counters.sample else {
      return nil
    }
    let usage =
      switch quantity {
      case .cpu: sample.cores
      case .memory: settings.application.residentMemoryBytes
      case .requestRate, .unknown: sample.requestsPerSecond
      }
    return PodReading.Measurement(usage: usage, takenAt: sample.takenAt, window: sample.window)
  }
}
