import FoundationEssentials
import Simulation

/// Which plans of a family are played: all of them, or a few, spread over all of them, and the last.
///
/// A variable of the environment says so: `all`, or how many.
struct PlanSample {
  private let selection: PlanSelection

  init(_ variable: String, few: Int) {
    let isComplete = ProcessInfo.processInfo.environment[variable] == "all"
    selection = isComplete ? .all : .count(Self.number(variable) ?? few)
  }

  static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }

  func chosen(of plans: [LifePlan]) -> [LifePlan] {
    let chosen = selection.chosen(from: plans)
    return chosen.last == plans.last ? chosen : chosen + plans.suffix(1)
  }
}
