/// Requests and what became of them.
package struct TrafficCounts: Hashable, Sendable {
  package internal(set) var sent = 0
  package internal(set) var succeeded = 0
  /// Answered 500 by the application.
  package internal(set) var failed = 0
  /// Answered 503 because a pod had too much to do.
  package internal(set) var overloaded = 0
  package internal(set) var lost = 0
  private var latencySum = 0.0

  package var meanLatency: Duration {
    let answered = succeeded + failed
    return answered > 0 ? .microseconds(Int64(latencySum / Double(answered) * 1e6)) : .zero
  }

  mutating func add(_ served: ServedRequests) {
    let answered = served.succeeded + served.failed
    sent += answered + served.overloaded
    succeeded += served.succeeded
    failed += served.failed
    overloaded += served.overloaded
    latencySum += served.latencySeconds * Double(answered)
  }

  mutating func addLost(_ requests: Int) {
    sent += requests
    lost += requests
  }
}
