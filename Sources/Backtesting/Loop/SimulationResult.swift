/// What came of all policies on one trace.
package struct SimulationResult: Sendable {
  package let trace: LoadTrace
  package let settings: LoopSettings
  /// The places in the trace's minutes that count.
  package let judged: Range<Int>
  package let runs: [PolicyRun]
  /// What the floor was made of; `nil` when that policy did not run.
  package let floors: FloorTrack?

  package subscript(policy: ScalingPolicy) -> PolicyRun? {
    runs.first { $0.policy == policy }
  }

  /// How many more pod-hours than the HPA at 70 % a policy used: 0.04 is 4 % more; `nil` when that HPA did not run.
  package func podHoursVsHPA70(_ run: PolicyRun) -> Double? {
    guard let base = self[.hpa70]?.figures.podHours, base > 0 else { return nil }
    return run.figures.podHours / base - 1
  }
}
