import FoundationEssentials
import Simulation

/// Which plans of a family are played: all of them, or a few at even distances and the last.
///
/// A variable of the environment says so: `all`, or how many.
struct PlanSample {
  private let count: Int?

  init(_ variable: String, few: Int) {
    let isComplete = ProcessInfo.processInfo.environment[variable] == "all"
    count = isComplete ? nil : Self.number(variable) ?? few
  }

  static func number(_ variable: String) -> Int? {
    ProcessInfo.processInfo.environment[variable].flatMap { Int($0) }
  }

  func chosen(of plans: [LifePlan]) -> [LifePlan] {
    guard let count, count < plans.count, count > 0 else { return plans }
    let step = plans.count / count
    return stride(from: 0, to: plans.count - 1, by: step).map { plans[$0] } + plans.suffix(1)
  }
}
