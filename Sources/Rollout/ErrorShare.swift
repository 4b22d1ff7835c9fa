/// User requests of one revision over a window, and how many of them failed.
package struct ErrorShare: Hashable, Sendable {
  package let requests: Int
  /// At most `requests`.
  package let errors: Int

  /// Counts that cannot be are mended: none is negative, and no more requests fail than there were.
  package init(requests: Int, errors: Int) {
    self.requests = max(requests, 0)
    self.errors = min(max(errors, 0), self.requests)
  }

  /// From counters as they are scraped, in which anything can stand: what is no number counts as none.
  package init(counted requests: Double, errors: Double) {
    self.init(requests: Self.whole(requests), errors: Self.whole(errors))
  }

  package static let zero = ErrorShare(requests: 0, errors: 0)

  /// The sum, or the largest number there is.
  package static func + (left: ErrorShare, right: ErrorShare) -> ErrorShare {
    ErrorShare(
      requests: sum(left.requests, right.requests),
      errors: sum(left.errors, right.errors)
    )
  }

  /// Errors per request, 0 when there were no requests.
  package var rate: Double { requests > 0 ? Double(errors) / Double(requests) : 0 }

  /// `6.25 % (5 of 80)`.
  package var sentence: String {
    let hundredths = Int((rate * 10_000).rounded())
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals) % (\(errors) of \(requests))"
  }

  /// 2^53: above it a Double no longer counts by ones.
  private static let largest = 9_007_199_254_740_992.0

  private static func whole(_ count: Double) -> Int {
    count.isNaN ? 0 : Int(min(max(count, 0), largest).rounded())
  }

  private static func sum(_ left: Int, _ right: Int) -> Int {
    let (sum, overflows) = left.addingReportingOverflow(right)
    return overflows ? .max : sum
  }
}
