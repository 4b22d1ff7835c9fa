import PhysicsResources
import Rollout
import Time

/// Checks that cannot say what is expected of them.
extension Warnings {
  var ofAnalysis: [String] {
    guard spec.rollout.strategy != .immediate else { return [] }
    return [clippedWindow, unaskedQueries, latencyWithoutHistogram].compactMap(\.self)
  }

  private var analysis: AnalysisSpec { spec.rollout.analysis }

  /// The weights of timed stops with traffic, and how long they are held.
  private var holds: [(weight: Int, length: Duration)] {
    let stops = planner.policy.steps.indices.map(Canary.Stop.step) + [.full]
    return stops.compactMap { stop in
      guard case .time(let length) = planner.policy.hold(at: stop) else { return nil }
      let weight = planner.policy.weight(at: stop)
      return weight > 0 ? (weight, length) : nil
    }
  }

  private var clippedWindow: String? {
    let short = holds.filter { $0.length > .zero && $0.length < analysis.window }
    guard !short.isEmpty else { return nil }
    return "the hold at \(Self.list(short)) is shorter than the window of "
      + "\(analysis.window.goDuration), so that less than a window is known of the step; "
      + "shorten analysis.window, or lengthen the hold"
  }

  private var unaskedQueries: String? {
    let none = holds.filter { $0.length == .zero }
    guard !analysis.queries.isEmpty, !none.isEmpty else { return nil }
    return
      "at \(Self.list(none)) there is no hold, so that analysis.queries are answered with what was "
      + "before the step; give it a hold of at least \(analysis.interval.goDuration)"
  }

  private var latencyWithoutHistogram: String? {
    guard analysis.maxLatency.value > .zero, spec.metrics.names.durationBuckets.isEmpty else {
      return nil
    }
    return "analysis.maxLatency needs a histogram, which holds every step; "
      + "set metrics.names.durationBuckets, or analysis.maxLatency.value to 0s"
  }

  private static func list(_ holds: [(weight: Int, length: Duration)]) -> String {
    holds.map { "\($0.weight) %" }.joined(separator: ", ")
  }
}
