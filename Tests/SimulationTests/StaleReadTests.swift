import Simulation
import Testing

/// The operator dies after one of its writes, and the next process lives in the past.
///
/// Its lists are up to 50 versions old, and for half a minute its watches are as late. With `STALE_READS=all` after every write, and from
/// each distance.
struct StaleReadTests {
  @Test(
    "a process that begins in the past does no harm in a good upgrade",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func goodUpgrade(shape: ServiceShape) async throws { try await goBack(in: .good, shape) }

  @Test(
    "a process that begins in the past does no harm in a bad upgrade",
    .tags(.slow),
    arguments: ServiceShape.allCases
  )
  func badUpgrade(shape: ServiceShape) async throws { try await goBack(in: .bad, shape) }

  private func goBack(in course: DisturbedChange.Course, _ shape: ServiceShape) async throws {
    let change = try DisturbedChange(course, shape, streamsLists: false)
    let all = try PlanFamily.stale.plans(for: change.census, client: OperatorWorld.client)
    let plans = PlanSample("STALE_READS", few: 4).chosen(of: all)
    let struck = try await change.play(plans, striking: 75)
    print("\(course), \(shape): \(plans.count) of \(all.count) stale reads, \(struck) struck")
  }
}
