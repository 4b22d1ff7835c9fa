import Forecast
import Scaling
import Time

/// Load, pods and a policy in a circle, 15 seconds at a time.
///
/// The load is the trace's whatever the pods do. Policies see it a minute late; a pod that they ask for serves after its start-up, one
/// that they give back is gone at once. A minute is violated when at any of its steps the load exceeds what the ready pods can do.
package struct ClosedLoop: Sendable {
  /// For how long a policy runs before it is judged, in minutes: what it begins with does not count.
  package static let warmUp = 60
  private static let stepsPerMinute = 4
  private static let step: Duration = .seconds(15)

  package let trace: LoadTrace
  package let settings: LoopSettings
  /// The places in the trace's minutes that count.
  package let judged: Range<Int>

  package init(_ trace: LoadTrace, _ settings: LoopSettings) {
    self.trace = trace
    self.settings = settings
    judged = Self.judged(trace, share: settings.judgedShare)
  }

  /// The last `share` of a trace.
  package static func judged(_ trace: LoadTrace, share: Double) -> Range<Int> {
    let count = trace.samples.count
    return min(count, Int((Double(count) * (1 - share)).rounded()))..<count
  }

  /// Where a policy begins to act.
  package static func start(judged: Range<Int>) -> Int { max(0, judged.lowerBound - warmUp) }

  /// Who decides, with what it knows beforehand: neither floors nor predictions depend on the pods.
  package enum Driver: Sendable {
    case hpa(target: Int, floors: FloorTrack?)
    case guide(GuideTrack)
  }

  package func run(_ policy: ScalingPolicy, _ driver: Driver) -> PolicyRun {
    let start = Self.start(judged: judged)
    var state = State(settings, firstLoad: trace.loads[start...].lazy.compactMap { $0 }.first ?? 0)
    var minutes: [PolicyRun.Minute] = []
    for minute in start..<judged.upperBound {
      let record = play(minute, driver, &state)
      if judged.contains(minute) { minutes.append(record) }
    }
    return PolicyRun(policy: policy, minutes: minutes, settings: settings)
  }

  private func play(_ minute: Int, _ driver: Driver, _ state: inout State) -> PolicyRun.Minute {
    let load = trace.samples[minute]?.requestsPerSecond
    let seen = minute > 0 ? trace.samples[minute - 1]?.requestsPerSecond : nil
    var record = PolicyRun.Minute(load: load)
    if case .hpa(_, .some(let floors)) = driver {
      record.floor = floors[minute]?.decision.enforcedFloor
      record.floorReason = floors[minute]?.decision.reason
    }
    for step in 0..<Self.stepsPerMinute {
      let seconds = Int64(trace.firstMinute + minute) * 60
      let now = Timestamp(epochSeconds: seconds) + Self.step * step
      let before = state.pods.count
      let wanted = wanted(driver, minute, step, seen: seen, floor: record.floor, now, &state)
      state.pods.scale(to: wanted, now: now)
      if wanted != before { record.actions += 1 }
      let ready = state.pods.ready(at: now)
      record.podSeconds += Double(wanted) * 15
      record.fewestReady = min(record.fewestReady, ready)
      record.meanReady += Double(ready) / Double(Self.stepsPerMinute)
      state.pods.endStep(now)
    }
    record.replicas = state.pods.count
    return record
  }

  private func wanted(
    _ driver: Driver,
    _ minute: Int,
    _ step: Int,
    seen: Double?,
    floor: Int?,
    _ now: Timestamp,
    _ state: inout State
  ) -> Int {
    let bounds = settings.bounds
    switch driver {
    case .hpa(let target, _):
      let spec = HPASpec(
        bounds: ReplicaBounds(min: max(bounds.min, floor ?? bounds.min), max: bounds.max),
        metrics: [.utilization(percent: target, resource: .cpu)],
        behavior: .apiDefault
      )
      let capacity = settings.capacity.requestsPerSecond
      return state.hpa.sync(
        spec,
        currentReplicas: state.pods.count,
        readings: [state.pods.readings(lagged: seen, capacity: capacity, now: now)],
        now: now
      ).desiredReplicas
    case .guide(let track):
      guard step == 0, let predicted = track[minute] else { return state.pods.count }
      return state.guide.answer(
        predicted: predicted,
        currentReplicas: state.pods.count,
        samples: 1,
        lookback: 1
      ).replicas
    }
  }

  private struct State {
    var pods: SimulatedPods
    var hpa = HorizontalPodAutoscalerModel()
    var guide: GuideScaler

    /// As many pods as the first load needs at 70 %.
    init(_ settings: LoopSettings, firstLoad: Double) {
      let perPod = LoopSettings.target * settings.capacity.requestsPerSecond
      let needed = Int(min(1e6, (firstLoad / perPod).rounded(.up)))
      pods = SimulatedPods(
        count: settings.bounds.clamp(needed),
        startup: settings.podStartup,
        now: Timestamp(epochSeconds: 0)
      )
      guide = GuideScaler()
      guide.bounds = settings.bounds
      // The guide's 50 requests per second and replica are what its HPA aims at, too.
      guide.requestsPerSecondPerReplica = perPod
    }
  }
}
