import Time

/// The quantile of the canary's durations.
extension Judge {
  /// No check, or one.
  static func latency(_ evidence: AnalysisEvidence, _ policy: AnalysisPolicy) -> [CheckOutcome] {
    guard let limit = policy.latency else { return [] }
    let verdict = latencyVerdict(evidence, limit, policy)
    return [
      CheckOutcome(
        "latency",
        verdict,
        value: evidence.latency?.seconds,
        limit: limit.limit.seconds,
        unit: "s",
        message: verdict.sentence
          ?? "\(limit.name) of the canary is \(evidence.latency?.text ?? "unknown")"
      )
    ]
  }

  static func sickLatency(_ evidence: AnalysisEvidence, _ policy: AnalysisPolicy) -> Finding? {
    guard let limit = policy.latency, let reading = evidence.baselineLatency,
      reading.requests >= max(policy.minimumRequests, 1), reading.isAbove(limit)
    else { return nil }
    return tooSlow(reading, of: "stable", limit)
  }

  private static func latencyVerdict(
    _ evidence: AnalysisEvidence,
    _ limit: AnalysisPolicy.LatencyLimit,
    _ policy: AnalysisPolicy
  ) -> Verdict {
    if let why = evidence.unreadable { return .providerDown(why) }
    guard let reading = evidence.latency else {
      return .providerDown(
        "no pod exposes a histogram of durations; set metrics.names.durationBuckets to its name, "
          + "or maxLatency.value to 0s"
      )
    }
    if let why = reading.cannotTell(limit) { return .providerDown(why) }
    let seen = min(reading.requests, evidence.sinceWeight.requests)
    // A quantile of nothing is not within any limit.
    let needed = max(policy.minimumRequests, 1)
    guard reading.requests >= needed, reading.isKnown else {
      return .insufficient(requests: min(seen, needed - 1), needed: needed)
    }
    guard !reading.isAbove(limit) else {
      let finding = tooSlow(reading, of: "the canary", limit)
      guard let sick = sickLatency(evidence, policy) else { return .fail(finding) }
      return .baselineSick(finding.excused(by: sick))
    }
    return seen < needed
      ? .insufficient(requests: seen, needed: needed) : .pass(evidence.window)
  }

  private static func tooSlow(
    _ reading: LatencyReading,
    of whose: String,
    _ limit: AnalysisPolicy.LatencyLimit
  ) -> Finding {
    Finding(
      .latencyAboveLimit,
      "\(limit.name) of \(whose) is \(reading.text); the limit is \(limit.limit.goDuration)"
    )
  }
}

extension AnalysisPolicy.LatencyLimit {
  /// `p95`, `p99.9`.
  fileprivate var name: String {
    let tenths = Int((quantile * 1_000).rounded())
    return tenths % 10 == 0 ? "p\(tenths / 10)" : "p\(tenths / 10).\(tenths % 10)"
  }
}

extension LatencyReading {
  fileprivate var seconds: Double? {
    switch quantile {
    case .seconds(let value): value
    case .above(let bound): bound
    case .unknown: nil
    }
  }

  fileprivate var text: String {
    switch quantile {
    case .seconds(let value): Self.text(value)
    case .above(let bound): "above \(Self.text(bound))"
    case .unknown: "unknown"
    }
  }

  fileprivate var isKnown: Bool { seconds.map { !$0.isNaN } ?? false }

  fileprivate func isAbove(_ limit: AnalysisPolicy.LatencyLimit) -> Bool {
    switch quantile {
    case .seconds(let value): value > limit.limit.seconds
    // A limit beyond the highest bucket was refused before.
    case .above: true
    case .unknown: false
    }
  }

  /// Why these buckets can never show that the limit is crossed; `nil` when they can.
  fileprivate func cannotTell(_ limit: AnalysisPolicy.LatencyLimit) -> String? {
    guard requests > 0 || highestBound != nil else { return nil }
    guard let bound = highestBound, bound > 0 else {
      return "the histogram of durations has no bucket with a finite bound; "
        + "give it buckets around \(limit.limit.goDuration), or set maxLatency.value to 0s"
    }
    guard limit.limit.seconds > bound else { return nil }
    return "the limit \(limit.limit.goDuration) lies above the highest bucket of the histogram, "
      + "\(Self.text(bound)), so nothing could be found too slow; "
      + "set maxLatency.value to at most \(Self.text(bound)), or add a bucket"
  }

  /// `512ms`; what is shorter than a millisecond or longer than a day is given in plain seconds.
  private static func text(_ seconds: Double) -> String {
    guard seconds >= 0.001, seconds <= 86_400 else { return "\(seconds)s" }
    return Duration.milliseconds(Int((seconds * 1_000).rounded())).goDuration
  }
}
