/// The user's own checks.
extension Judge {
  /// Its check's name among the others.
  package static func name(ofQuery name: String) -> String { "query/\(name)" }

  static func queries(_ evidence: AnalysisEvidence, _ policy: AnalysisPolicy) -> [CheckOutcome] {
    policy.queries.map { limit in
      let reading = evidence.queries.first { $0.name == limit.name }
      return outcome(of: reading?.answer, limit, share: evidence.window)
    }
  }

  private static func outcome(
    of answer: QueryReading.Answer?,
    _ limit: AnalysisPolicy.QueryLimit,
    share: ErrorShare
  ) -> CheckOutcome {
    let verdict: Verdict =
      switch answer {
      case .value(let value):
        limit.verdict(on: value) ?? .pass(share)
      case .unreadable(let why), .invalid(let why):
        .providerDown("query \(limit.name): \(why)")
      case nil:
        .providerDown("query \(limit.name) has no answer yet")
      }
    let value: Double? = if case .value(let value) = answer { value } else { nil }
    return CheckOutcome(
      name(ofQuery: limit.name),
      verdict,
      value: value,
      limit: limit.bound(near: value),
      unit: limit.unit,
      message: verdict.sentence ?? "\(limit.name) is \(limit.text(value ?? 0))"
    )
  }
}

extension AnalysisPolicy.QueryLimit {
  /// `nil` when the value lies within the limits.
  fileprivate func verdict(on value: Double) -> Verdict? {
    guard value.isFinite else {
      return .providerDown(
        "query \(name) gave \(value), which no limit can be held against; "
          + "make it give a number when there is no traffic, as with 'or vector(0)'"
      )
    }
    if let max, value > max {
      return .fail(Finding(.queryOutsideLimit, "\(name) is \(text(value)), above \(text(max))"))
    }
    if let min, value < min {
      return .fail(Finding(.queryOutsideLimit, "\(name) is \(text(value)), below \(text(min))"))
    }
    return nil
  }

  /// Of two limits the one that is crossed, or else the upper one.
  fileprivate func bound(near value: Double?) -> Double? {
    if let min, let value, value < min { return min }
    return max ?? min
  }

  fileprivate func text(_ value: Double) -> String {
    let number = Int(exactly: value).map(String.init) ?? "\(value)"
    return unit.isEmpty ? number : "\(number) \(unit)"
  }
}
