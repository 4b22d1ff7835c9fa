import Time

extension HorizontalPodAutoscalerModel {
  /// Stabilises what the metrics want, limits the step and the result, and remembers the wish.
  mutating func normalize(
    _ wanted: Int,
    spec: HPASpec,
    current: Int,
    now: Timestamp
  ) -> HPAOutcome {
    let stable = stabilize(wanted, behavior: spec.behavior, current: current, now: now)
    recommendations.append(Recommendation(replicas: wanted, at: now))
    let (desired, limit) = limited(stable, spec: spec, current: current, now: now)
    var outcome = HPAOutcome(
      desiredReplicas: desired,
      scalingActive: .validMetricFound,
      limit: limit
    )
    if stable != wanted {
      outcome.stabilization = spec.behavior != nil && wanted >= current ? .up : .down
    }
    return outcome
  }

  private func limited(
    _ stable: Int,
    spec: HPASpec,
    current: Int,
    now: Timestamp
  ) -> (Int, HPAOutcome.ScalingLimit) {
    if stable > current {
      let limit = upLimit(spec.behavior?.scaleUp, current: current, now: now)
      return Self.lowered(stable, limit: limit, max: spec.bounds.max)
    }
    if stable < current || spec.behavior == nil {
      let limit = downLimit(spec.behavior?.scaleDown, current: current, now: now)
      return Self.raised(stable, limit: limit, min: spec.bounds.min)
    }
    return (stable, .desiredWithinRange)
  }

  /// The least wish of the window on the way up, the most of the window on the way down.
  private func stabilize(
    _ wanted: Int,
    behavior: ScalingBehavior?,
    current: Int,
    now: Timestamp
  ) -> Int {
    guard let behavior else {
      return most(wanted, since: now - Self.downscaleStabilization)
    }
    let upCutoff = now - behavior.scaleUp.stabilizationWindow
    let least = recommendations.filter { $0.at > upCutoff }.map(\.replicas).min() ?? wanted
    let up = min(wanted, least)
    let down = most(wanted, since: now - behavior.scaleDown.stabilizationWindow)
    return min(max(current, up), down)
  }

  private func most(_ wanted: Int, since cutoff: Timestamp) -> Int {
    max(wanted, recommendations.filter { $0.at > cutoff }.map(\.replicas).max() ?? wanted)
  }

  private static func lowered(
    _ wanted: Int,
    limit: Int,
    max: Int
  ) -> (Int, HPAOutcome.ScalingLimit) {
    let allowed = Swift.min(max, limit)
    guard wanted > allowed else { return (wanted, .desiredWithinRange) }
    return (allowed, limit < max ? .scaleUpLimit : .tooManyReplicas)
  }

  private static func raised(
    _ wanted: Int,
    limit: Int,
    min: Int
  ) -> (Int, HPAOutcome.ScalingLimit) {
    let allowed = Swift.max(min, limit)
    guard wanted < allowed else { return (wanted, .desiredWithinRange) }
    return (allowed, limit > min ? .scaleDownLimit : .tooFewReplicas)
  }
}

// MARK: - Policies
extension HorizontalPodAutoscalerModel {
  /// The most replicas that the policies allow now; without rules the double, at least 4.
  private func upLimit(_ rules: ScalingRules?, current: Int, now: Timestamp) -> Int {
    guard let rules else { return max(2 * current, 4) }
    let limits = rules.policies.map { policy in
      let start = periodStart(policy, current: current, now: now)
      switch policy.step {
      case .pods(let pods): return start + pods
      case .percent(let percent):
        return Int((Double(start) * (1 + Double(percent) / 100)).rounded(.up))
      }
    }
    let limit: Int?
    switch rules.selection {
    case .max: limit = limits.max()
    case .min: limit = limits.min()
    case .disabled: limit = nil
    }
    return max(current, limit ?? current)
  }

  /// The fewest replicas that the policies allow now; without rules none at all.
  private func downLimit(_ rules: ScalingRules?, current: Int, now: Timestamp) -> Int {
    guard let rules else { return 0 }
    let limits = rules.policies.map { policy in
      let start = periodStart(policy, current: current, now: now)
      switch policy.step {
      case .pods(let pods): return start - pods
      case .percent(let percent): return Int(Double(start) * (1 - Double(percent) / 100))
      }
    }
    let limit: Int?
    switch rules.selection {
    case .max: limit = limits.min()
    case .min: limit = limits.max()
    case .disabled: limit = nil
    }
    return min(current, limit ?? current)
  }

  /// The replicas when the policy's period began, as far as our own steps tell.
  private func periodStart(
    _ policy: ScalingRules.Policy,
    current: Int,
    now: Timestamp
  ) -> Int {
    current - changes.filter { $0.at > now - policy.period }.reduce(0) { $0 + $1.replicas }
  }
}
