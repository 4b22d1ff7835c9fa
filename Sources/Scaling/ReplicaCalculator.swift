import Time

/// How many replicas one metric wants: the kube-controller-manager's replica calculator.
struct ReplicaCalculator {
  /// The ratio of usage to target within which nothing changes, both ends included.
  static let toleratedRatio = (1 - 0.1)...(1 + 0.1)

  let currentReplicas: Int
  let now: Timestamp

  /// `nil` when the reading says nothing: no answer, no measured pod, or the wrong kind of reading.
  func replicas(_ target: MetricTarget, _ reading: MetricReading) -> Int? {
    switch (target, reading) {
    case (_, .failed), (.utilization, .total), (.averageUsage, .total), (.averageValue, .total),
      (.totalAverageValue, .pods):
      nil
    case (.totalAverageValue(let perPod), .total(let total)):
      replicas(total: total, perPod: perPod)
    case (.utilization, .pods(let pods)), (.averageUsage, .pods(let pods)),
      (.averageValue, .pods(let pods)):
      replicas(target, PodGroups(pods, forCPU: target.isCPU, now: now))
    }
  }

  private func replicas(total: Double, perPod: Double) -> Int {
    let ratio = total / (perPod * Double(currentReplicas))
    return Self.toleratedRatio.contains(ratio) ? currentReplicas : roundedUp(total / perPod)
  }

  private func replicas(_ target: MetricTarget, _ groups: PodGroups) -> Int? {
    var usages = groups.ready.compactMap { pod in
      pod.measurement.map { PodUsage(usage: $0.usage, request: pod.request) }
    }
    guard let ratio = ratio(target, usages) else { return nil }
    let countsUnready = ratio > 1 && !groups.unready.isEmpty
    if groups.missing.isEmpty && !countsUnready {
      if Self.toleratedRatio.contains(ratio) { return currentReplicas }
      return roundedUp(ratio * Double(usages.count))
    }
    usages += groups.missing.map { assumedUsage(of: $0, target, ratio: ratio) }
    if countsUnready { usages += groups.unready.map { PodUsage(usage: 0, request: $0.request) } }
    return cautious(ratio, ratioWithAssumed: self.ratio(target, usages), pods: usages.count)
  }

  /// What a pod without a measurement is taken to use: everything on the way down, nothing on the way up.
  private func assumedUsage(
    of pod: PodReading,
    _ target: MetricTarget,
    ratio: Double
  ) -> PodUsage {
    guard ratio < 1 else { return PodUsage(usage: 0, request: pod.request) }
    switch target {
    case .utilization(let percent, _):
      return PodUsage(usage: pod.request * Double(max(100, percent)) / 100, request: pod.request)
    case .averageUsage(let value, _), .averageValue(let value), .totalAverageValue(let value):
      return PodUsage(usage: value, request: pod.request)
    }
  }

  /// Follows the second look only when it points the same way as the first.
  private func cautious(_ ratio: Double, ratioWithAssumed second: Double?, pods: Int) -> Int? {
    guard let second else { return nil }
    let flips = (ratio < 1 && second > 1) || (ratio > 1 && second < 1)
    if flips || Self.toleratedRatio.contains(second) { return currentReplicas }
    let wanted = roundedUp(second * Double(pods))
    let contradicts =
      (second < 1 && wanted > currentReplicas) || (second > 1 && wanted < currentReplicas)
    return contradicts ? currentReplicas : wanted
  }

  /// Usage over target; utilisation is cut to whole percents first, as the controller does.
  private func ratio(_ target: MetricTarget, _ usages: [PodUsage]) -> Double? {
    guard !usages.isEmpty else { return nil }
    let used = usages.reduce(0) { $0 + $1.usage }
    switch target {
    case .utilization(let percent, _):
      let requested = usages.reduce(0) { $0 + $1.request }
      guard requested > 0 else { return nil }
      return (100 * used / requested).rounded(.towardZero) / Double(percent)
    case .averageUsage(let value, _), .averageValue(let value), .totalAverageValue(let value):
      return used / Double(usages.count) / value
    }
  }

  private func roundedUp(_ replicas: Double) -> Int {
    Int(min(max(0, replicas), Double(Int32.max)).rounded(.up))
  }
}

private struct PodUsage {
  let usage: Double
  let request: Double
}
