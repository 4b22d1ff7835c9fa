import APIMachinery
import Simulation
import Testing

/// A watch ends, and the list that replaces it comes 5 s or a minute later: what happened in between was never seen, only what came of it.
///
/// With `UNOBSERVED=all` after every version of every kind.
struct UnobservedChangeTests {
  @Test(
    "what is never seen in a good upgrade changes nothing of its end",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func goodUpgrade(shape: ServiceShape) async throws { try await lookAway(in: .good, shape) }

  @Test(
    "what is never seen in a bad upgrade changes nothing of its end",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func badUpgrade(shape: ServiceShape) async throws { try await lookAway(in: .bad, shape) }

  private func lookAway(in course: DisturbedChange.Course, _ shape: ServiceShape) async throws {
    let change = try DisturbedChange(course, shape, streamsLists: false)
    let all = try PlanFamily.unobserved.plans(for: change.census, client: OperatorWorld.client)
    let plans = PlanSample("UNOBSERVED", few: 4).chosen(of: all)
    try await change.play(plans)
    print("\(course), \(shape): \(plans.count) of \(all.count) unobserved changes")
  }
}
