/// User requests answered, and how many of them with a 5xx.
package struct RequestCounters: CounterValue {
  package var requests: Double
  package var errors: Double

  package init(requests: Double, errors: Double) {
    self.requests = requests
    self.errors = errors
  }

  package static let zero = RequestCounters(requests: 0, errors: 0)

  /// 0 to 1; `nil` without requests, because no traffic says nothing about errors.
  package var errorShare: Double? {
    requests > 0 ? min(1, errors / requests) : nil
  }

  package static func + (left: RequestCounters, right: RequestCounters) -> RequestCounters {
    RequestCounters(requests: left.requests + right.requests, errors: left.errors + right.errors)
  }

  package func growth(since earlier: RequestCounters) -> RequestCounters? {
    guard let requests = requests.growth(since: earlier.requests),
      let errors = errors.growth(since: earlier.errors)
    else { return nil }
    return RequestCounters(requests: requests, errors: errors)
  }
}
