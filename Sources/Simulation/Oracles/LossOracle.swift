package import Time

/// Nobody's request is lost by what we do: judged by what users saw.
package struct LossOracle: Sendable {
  private let allowance: LossAllowance
  private let since: Timestamp

  /// - Parameter since: when the service was up and its gateways had heard of it.
  package init(_ allowance: LossAllowance, since: Timestamp) {
    self.allowance = allowance
    self.since = since
  }

  /// One breach for each cause.
  package func breaches(
    in totals: TrafficTotals,
    overloadedBefore: Int,
    resourceVersion: UInt64
  ) -> [Breach] {
    let ours = totals.losses.filter { $0.at >= since && !allowance.covers($0) }
    var breaches = LossCause.allCases.compactMap { cause -> Breach? in
      let losses = ours.filter { $0.cause == cause }
      guard let first = losses.first else { return nil }
      let requests = losses.reduce(0) { $0 + $1.requests }
      return Breach(
        "loss",
        at: first.at,
        resourceVersion: resourceVersion,
        "\(requests) requests are lost, the first at \(first.target): \(cause.rawValue)"
      )
    }
    let overloaded = totals.counts.overloaded - overloadedBefore
    if overloaded > 0 {
      breaches.append(
        Breach(
          "loss",
          at: since,
          resourceVersion: resourceVersion,
          "\(overloaded) requests are turned away by pods that have too much to do"
        )
      )
    }
    return breaches
  }
}
