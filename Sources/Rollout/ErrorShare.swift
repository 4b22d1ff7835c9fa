/// User requests of one revision over a window, and how many of them failed.
package struct ErrorShare: Hashable, Sendable {
  package let requests: Int
  package let errors: Int

  package init(requests: Int, errors: Int) {
    self.requests = requests
    self.errors = errors
  }

  /// Errors per request, 0 when there were no requests.
  package var rate: Double { requests > 0 ? Double(errors) / Double(requests) : 0 }

  /// `6.25 % (5 of 80)`.
  package var sentence: String {
    let hundredths = Int((rate * 10_000).rounded())
    let decimals = hundredths % 100
    return "\(hundredths / 100).\(decimals < 10 ? "0" : "")\(decimals) % (\(errors) of \(requests))"
  }
}
