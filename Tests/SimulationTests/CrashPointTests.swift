import FoundationEssentials
import Simulation
import Testing

/// The operator dies at one of its writes: before it is sent, when it is committed but its answer not heard, or after the answer.
///
/// With `CRASH_POINTS=all` in the environment at each of them in turn, otherwise at every so many of them and at the last; and twice,
/// at so many random pairs as `CRASH_PAIRS` says.
struct CrashPointTests {
  @Test(
    "wherever the operator dies in a good upgrade, the end is the same",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func goodUpgrade(shape: ServiceShape) async throws { try await die(in: .good, shape) }

  @Test(
    "wherever the operator dies in a bad upgrade, the end is the same",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func badUpgrade(shape: ServiceShape) async throws { try await die(in: .bad, shape) }

  private func die(in course: DisturbedChange.Course, _ shape: ServiceShape) async throws {
    let change = try DisturbedChange(course, shape)
    let all = try PlanFamily.crashes.plans(for: change.census, client: OperatorWorld.client)
    let crashes = PlanSample("CRASH_POINTS", few: 8).chosen(of: all)
    let pairs = try LifePlan.pairs(
      of: OperatorWorld.client,
      change.census,
      count: PlanSample.number("CRASH_PAIRS") ?? 1,
      seed: 11
    )
    let struck = try await change.play(crashes + pairs, striking: 75)
    print(
      "\(course), \(shape): \(crashes.count) of \(all.count) crashes, \(pairs.count) pairs, \(struck) struck"
    )
  }
}
