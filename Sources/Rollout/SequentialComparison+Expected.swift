extension SequentialComparison {
  /// How many of the canary's requests it takes on average to tell one error rate from another; `nil` where it never will.
  ///
  /// The best bet grows by `p_c ln o + (p_c + r p_s) ln((1 + r)/(o + r))` with each request of the canary, `r` being stable's requests
  /// for each of the canary's and `o` the true odds; it has to grow by `ln(1/alpha)` and, as one of eight, by ln 8. From 0.1 % to 1 %
  /// with a tenth of the traffic and alpha 0.01: 617 requests; with half of it, where stable tells less: 1564.
  ///
  /// - Parameters:
  ///   - stableRate: the share of stable's requests that fail, between 0 and 1.
  ///   - canaryRate: the same of the canary's.
  ///   - share: the canary's share of the requests, between 0 and 1.
  ///   - alpha: how often an equal canary may be stopped by chance.
  package static func expectedRequests(
    stableRate: Double,
    canaryRate: Double,
    share: Double,
    alpha: Double
  ) -> Int? {
    guard share > 0, share < 1, stableRate > 0, canaryRate > stableRate, alpha > 0 else {
      return nil
    }
    let ratio = (1 - share) / share
    let odds = canaryRate / stableRate
    let misses = NaturalLogarithm.of((1 + ratio) / (odds + ratio))
    let growth =
      canaryRate * NaturalLogarithm.of(odds) + (canaryRate + ratio * stableRate) * misses
    let needed = NaturalLogarithm.of(Double(Self.odds.count)) - NaturalLogarithm.of(alpha)
    let requests = needed / growth
    guard growth > 0, requests < 1e15 else { return nil }
    return Int(requests.rounded(.up))
  }
}
