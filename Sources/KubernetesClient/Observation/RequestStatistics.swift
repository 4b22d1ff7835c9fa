package import Metering
import Synchronization
import Time
package import Transport

/// Counts the requests to one API server by method and status code.
///
/// Bounded: six methods, and the codes that HTTP has; an observation takes one lock and allocates nothing once its code was seen.
package final class RequestStatistics: Sendable {
  package struct Count: Hashable, Sendable {
    /// The status code; `nil` when there was no answer.
    package let code: Int?
    package let method: HTTPRequest.Method
    package let requests: Int
  }

  package struct Latency: Hashable, Sendable {
    package let method: HTTPRequest.Method
    /// In seconds.
    package let durations: Histogram
  }

  private struct State {
    /// By code times the number of methods plus the method.
    var counts: [Int: Int] = [:]
    var durations: [Histogram]
  }

  /// Host and port of the server.
  package let host: String
  private let state: Mutex<State>

  /// - Parameter origin: of the server; only its host and port are kept.
  package init(origin: String) {
    host = origin.split(separator: "/").last?.split(separator: "@").last.map(String.init) ?? ""
    let empty = Histogram(bounds: Histogram.requestBounds)
    state = Mutex(State(durations: HTTPRequest.Method.allCases.map { _ in empty }))
  }

  /// By method and code, in that order; what never happened is absent.
  package var counts: [Count] {
    state.withLock(\.counts).sorted { $0.key < $1.key }.map { key, requests in
      let (code, method) = key.quotientAndRemainder(dividingBy: HTTPRequest.Method.allCases.count)
      return Count(
        code: code == 0 ? nil : code,
        method: HTTPRequest.Method.allCases[method],
        requests: requests
      )
    }
  }

  /// How long requests took whose whole answer was waited for; streams are not among them.
  package var latencies: [Latency] {
    let durations = state.withLock(\.durations)
    return zip(HTTPRequest.Method.allCases, durations).compactMap { method, histogram in
      histogram.counts.allSatisfy { $0 == 0 } ? nil : Latency(method: method, durations: histogram)
    }
  }

  /// - Parameter code: of the answer; `nil` for none.
  func note(_ method: HTTPRequest.Method, code: Int?, lasting duration: Duration? = nil) {
    let methods = HTTPRequest.Method.allCases
    guard let index = methods.firstIndex(of: method) else { return }
    let code = code.map { (100...599).contains($0) ? $0 : 0 } ?? 0
    state.withLock { state in
      state.counts[code * methods.count + index, default: 0] += 1
      if let duration { state.durations[index].observe(duration.seconds) }
    }
  }
}
