/// Where the requests really went since a weight was accepted.
package struct MeasuredShare: Hashable, Sendable {
  /// Requests that the canary answered.
  package let canary: Int
  /// Requests that both revisions answered.
  package let total: Int

  package init(canary: Int, total: Int) {
    self.canary = canary
    self.total = total
  }

  /// Whether the share is what `weight` percent promises; `nil` when there are too few requests to tell.
  ///
  /// Tolerates three standard deviations, two points and a fifth of the weight, whichever is most: at 10 % of 1,000 requests 8 to 12.8 %.
  package func agrees(with weight: Int) -> Bool? {
    guard total >= Self.leastRequests else { return nil }
    let wanted = Double(weight) / 100
    let share = Double(canary) / Double(total)
    let deviation = (wanted * (1 - wanted) / Double(total)).squareRoot()
    return abs(share - wanted) <= max(3 * deviation, 0.02, 0.2 * wanted)
  }

  /// Below this, three standard deviations are wider than most weights.
  package static let leastRequests = 50
}
