package import Forecast

/// All policies on one trace.
package struct TrafficSimulation: Sendable {
  package let trace: LoadTrace
  package let settings: LoopSettings
  package let policies: [ScalingPolicy]
  private let loop: ClosedLoop
  private var rehearsal: FloorRehearsal?

  /// Prepares a simulation of the policies in their order, each once.
  package init(
    _ trace: LoadTrace,
    _ settings: LoopSettings,
    policies: [ScalingPolicy] = ScalingPolicy.allCases,
    model: ForecastModel = .auto
  ) {
    self.trace = trace
    self.settings = settings
    self.policies = policies
    loop = ClosedLoop(trace, settings)
    if policies.contains(.floor) {
      let start = ClosedLoop.start(judged: loop.judged)
      rehearsal = FloorRehearsal(trace, [settings], start: start, model: model)
    }
  }

  /// Runs everything; `report` is told the share of the forecasts that are made, 0 to 1, now and then.
  package mutating func run(report: (Double) -> Void = { _ in }) -> SimulationResult {
    while var current = rehearsal, !current.isFinished {
      rehearsal = nil
      for _ in 0..<240 where !current.isFinished { current.advance() }
      rehearsal = current
      report(current.progress)
    }
    let track = rehearsal?.tracks.first
    let runs = policies.map { policy in loop.run(policy, driver(of: policy, track)) }
    return SimulationResult(
      trace: trace,
      settings: settings,
      judged: loop.judged,
      runs: runs,
      floors: track
    )
  }

  private func driver(of policy: ScalingPolicy, _ track: FloorTrack?) -> ClosedLoop.Driver {
    switch policy {
    case .hpa70: return .hpa(target: 70, floors: nil)
    case .hpa50: return .hpa(target: 50, floors: nil)
    case .floor: return .hpa(target: 70, floors: track)
    case .guide:
      let start = ClosedLoop.start(judged: loop.judged)
      return .guide(GuideTrack(trace, start: start, trainedBefore: loop.judged.lowerBound))
    }
  }
}
