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
    let reference = try await reference()
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
          let name = "plan-\(index + 1)"
          let verdict = try await run.verdict(of: plan, name: name, against: reference)
          return Played(index: index, verdict: verdict)
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

  /// Plays in peace, and once more to know what differs without any plan.
  private func reference() async throws -> TrialReference {
    let (reference, control) = try await peace()
    guard let difference = control.picture.difference(from: reference.picture) else {
      return reference
    }
    throw CommandFailure(
      "two undisturbed runs of the operator \(run.settings.command) end differently: \(difference); "
        + "leave that out with --ignore KIND/NAME or KIND/NAME:/a/field, or raise --quiet if one "
        + "was not done yet"
    )
  }

  private func peace() async throws -> (TrialReference, TrialReference) {
    guard parallel > 1 else {
      return (
        try await run.reference(name: Self.first), try await run.reference(name: Self.second)
      )
    }
    async let reference = run.reference(name: Self.first)
    async let control = run.reference(name: Self.second)
    return (try await reference, try await control)
  }

  private static let (first, second) = ("undisturbed", "undisturbed-again")

  private func tell(_ verdict: TrialVerdict, of plan: LifePlan, number: Int) {
    state.withLock { state in
      state.told += 1
      if !verdict.isGood { state.failed += 1 }
    }
    StandardOutput.line("plan \(number): \(plan): \(verdict.text)")
  }
}
