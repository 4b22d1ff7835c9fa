import Time

/// Pods sorted by what may be concluded from them (`groupPods` of the kube-controller-manager).
struct PodGroups {
  /// Readiness lost within this long of the start is still starting up.
  static let initialReadinessDelay: Duration = .seconds(30)
  /// For this long after the start a pod's CPU counts only when it was measured after the pod became ready.
  static let cpuInitialization: Duration = .seconds(300)

  /// Ready and measured.
  private(set) var ready: [PodReading] = []
  private(set) var unready: [PodReading] = []
  /// Running without a measurement.
  private(set) var missing: [PodReading] = []

  init(_ pods: [PodReading], forCPU: Bool, now: Timestamp) {
    for pod in pods {
      switch pod.phase {
      case .ending: continue
      case .pending: unready.append(pod)
      case .running(let startedAt, let isReady, let since):
        guard let measurement = pod.measurement else {
          missing.append(pod)
          continue
        }
        let isStarting = Self.isStarting(
          startedAt: startedAt,
          isReady: isReady,
          since: since,
          measurement,
          now: now
        )
        if forCPU && isStarting { unready.append(pod) } else { ready.append(pod) }
      }
    }
  }

  private static func isStarting(
    startedAt: Timestamp,
    isReady: Bool,
    since: Timestamp,
    _ measurement: PodReading.Measurement,
    now: Timestamp
  ) -> Bool {
    if startedAt + cpuInitialization > now {
      return !isReady || measurement.takenAt < since + measurement.window
    }
    return !isReady && startedAt + initialReadinessDelay > since
  }
}
