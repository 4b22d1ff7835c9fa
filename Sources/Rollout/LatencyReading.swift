/// What the canary's histogram says of the quantile that has a limit.
package struct LatencyReading: Hashable, Sendable {
  package enum Quantile: Hashable, Sendable {
    case seconds(Double)
    /// Somewhere above the highest finite bucket, whose bound in seconds this is.
    case above(Double)
    /// No request was observed, or the histogram has no `+Inf` bucket.
    case unknown
  }

  package let quantile: Quantile
  /// Requests that the histogram counted.
  package let requests: Int
  /// Seconds; `nil` when the service exposes no bucket with a finite bound.
  package let highestBound: Double?

  package init(_ quantile: Quantile, requests: Int, highestBound: Double?) {
    self.quantile = quantile
    self.requests = requests
    self.highestBound = highestBound
  }
}
