import Time

/// How many requests per second users send, as a function of time alone.
///
/// These are mean rates; the data plane draws each second's number of requests around them.
package enum TrafficSource: Hashable, Sendable {
  case constant(requestsPerSecond: Double)
  /// Straight from one rate to another over `duration`, starting after `delay`.
  case ramp(from: Double, to: Double, after: Duration, over: Duration)
  /// Each rate from its instant on; zero before the first.
  case steps([Step])
  case daily(DailyShape)
  case timetable(ClassTimetable)
  case trace(TrafficTrace)

  package struct Step: Hashable, Sendable {
    package let after: Duration
    package let requestsPerSecond: Double

    package init(after: Duration, requestsPerSecond: Double) {
      self.after = after
      self.requestsPerSecond = requestsPerSecond
    }
  }

  /// The mean rate at a distance from the start of the traffic.
  package func rate(at elapsed: Duration) -> Double {
    switch self {
    case .constant(let rate): rate
    case .ramp(let from, let to, let delay, let duration):
      from + (to - from) * min(1, max(0, (elapsed - delay).seconds / max(1e-9, duration.seconds)))
    case .steps(let steps):
      steps.last { $0.after <= elapsed }?.requestsPerSecond ?? 0
    case .daily(let shape): shape.rate(at: elapsed)
    case .timetable(let timetable): timetable.rate(at: elapsed)
    case .trace(let trace): trace.rate(at: elapsed)
    }
  }
}
