import Simulation
import Synchronization

/// Plays the change in peace and then under one plan after the other, several at a time, and tells of them in their own order.
final class TrialSession: Sendable {
  private struct State {
    var planned: Int?
    var told = 0
    var failed = 0
  }

  private struct Played: Sendable {
    let index: Int
    let verdict: TrialVerdict
  }

  private let run: TrialRun
  private let source: TrialPlans
  private let parallel: Int
  private let state = Mutex(State())

  init(_ settings: TrialSettings, _ source: TrialPlans, parallel: Int) {
    run = TrialRun(settings: settings)
    self.source = source
    self.parallel = parallel
  }

  /// Plans that were to be played, plans told of and those that failed; `nil` when it never came to plans.
  var tally: (planned: Int, told: Int, failed: Int)? {
    state.withLock { state in state.planned.map { ($0, state.told, state.failed) } }
  }

  func play() async throws {
    let reference = try await run.reference()
    let plans = try source.plans(for: reference.census)
    state.withLock { $0.planned = plans.count }
    StandardOutput.line("\(reference.text); \(TrialPlans.counted(plans.count))")
    var untold: [Int: TrialVerdict] = [:]
    var next = 0
    try await withThrowingTaskGroup(of: Played.self) { group in
      var left = plans.enumerated().makeIterator()
      func begin() {
        guard let (index, plan) = left.next() else { return }
        group.addTask { [self] in
          Played(index: index, verdict: try await verdict(of: plan, index, against: reference))
        }
      }
      for _ in 0..<parallel { begin() }
      while let played = try await group.next() {
        begin()
        untold[played.index] = played.verdict
        while let verdict = untold.removeValue(forKey: next) {
          tell(verdict, of: plans[next], number: next + 1)
          next += 1
        }
      }
    }
  }

  /// An operator that goes wrong before the change does so because of the plan: in peace it did not.
  private func verdict(
    of plan: LifePlan,
    _ index: Int,
    against reference: TrialReference
  ) async throws -> TrialVerdict {
    do {
      return try await run.verdict(of: plan, name: "plan-\(index + 1)", against: reference)
    } catch let failure as CommandFailure {
      return TrialVerdict(
        ending: .restless("before the change: \(failure.description)"),
        writes: 0,
        lives: 1,
        duration: .zero,
        remarks: []
      )
    }
  }

  private func tell(_ verdict: TrialVerdict, of plan: LifePlan, number: Int) {
    state.withLock { state in
      state.told += 1
      if !verdict.isGood { state.failed += 1 }
    }
    StandardOutput.line("plan \(number): \(plan): \(verdict.text)")
  }
}
