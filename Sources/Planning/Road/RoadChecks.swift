import PhysicsResources
import Rollout
import Time

/// How many requests each check needs at a share of the traffic, and how long that takes.
struct RoadChecks {
  /// The error rates that a check is asked to tell from each other: what a healthy service has, and ten times that.
  static let rates = (healthy: 0.001, sick: 0.01)

  let spec: PhysicsAPISpec
  /// Requests per second over all revisions.
  let load: Double?

  func budgets(share: Int) -> [CheckBudget] {
    guard share > 0, spec.rollout.strategy != .immediate else { return [] }
    return [errorRate(share)] + [latency(share), comparison(share)].compactMap(\.self)
  }

  private func errorRate(_ share: Int) -> CheckBudget {
    let analysis = spec.rollout.analysis
    let limit = Figure.percent(analysis.maxErrorRate)
    let tells = analysis.maxErrorRate < Self.rates.sick
    return ratio("error-rate", share, "stops above \(limit)\(tells ? "" : ", so not at 1 %")")
  }

  private func latency(_ share: Int) -> CheckBudget? {
    let limit = spec.rollout.analysis.maxLatency
    guard limit.value > .zero else { return nil }
    return ratio("latency", share, "stops above \(limit.value.goDuration)")
  }

  /// A check of a ratio over the window.
  private func ratio(_ name: String, _ share: Int, _ meaning: String) -> CheckBudget {
    let analysis = spec.rollout.analysis
    let time = time(for: analysis.minimumRequests, share)
    let isTooLong = time.map { $0 > analysis.window } ?? false
    return CheckBudget(
      name: name,
      requests: analysis.minimumRequests,
      time: time,
      meaning: isTooLong
        ? "the window of \(analysis.window.goDuration) never has as many: it says nothing" : meaning
    )
  }

  private func comparison(_ share: Int) -> CheckBudget? {
    guard let comparison = AnalysisPolicy(spec).comparison else { return nil }
    let requests = SequentialComparison.expectedRequests(
      stableRate: Self.rates.healthy,
      canaryRate: Self.rates.sick,
      share: Double(share) / 100,
      alpha: comparison.alphaOfEach
    )
    return CheckBudget(
      name: "errors-vs-stable",
      requests: requests,
      time: requests.flatMap { time(for: $0, share) },
      meaning: requests == nil ? "stable has no requests to compare with" : "tells 1 % from 0.1 %"
    )
  }

  private func time(for requests: Int, _ share: Int) -> Duration? {
    guard let load, load > 0 else { return nil }
    let seconds = Double(requests) / (load * Double(share) / 100)
    // A century: longer means never, and has no room in a Duration's text.
    return .seconds(min(seconds.rounded(.up), 3_155_760_000))
  }
}
