import Simulation
import Testing

@Suite("The sizes of a Deployment's ReplicaSets")
struct RolloutSizesTests {
  private func sizes(_ desired: Int, surge: Int = 0, unavailable: Int = 0) -> RolloutSizes {
    RolloutSizes(desired: desired, maxSurge: surge, maxUnavailable: unavailable)
  }

  @Test(
    "the new one takes the room that the surge leaves, and never more than is wanted",
    arguments: [
      (desired: 10, surge: 3, current: 0, total: 10, size: 3),
      (desired: 10, surge: 3, current: 3, total: 13, size: 3),
      (desired: 10, surge: 3, current: 3, total: 11, size: 5),
      (desired: 10, surge: 3, current: 8, total: 10, size: 10),
      (desired: 3, surge: 1, current: 0, total: 0, size: 3),
      (desired: 2, surge: 0, current: 0, total: 2, size: 0),
      (desired: 2, surge: 0, current: 5, total: 5, size: 2),
    ]
  )
  func surge(desired: Int, surge: Int, current: Int, total: Int, size: Int) {
    #expect(sizes(desired, surge: surge).newReplicas(current: current, total: total) == size)
  }

  @Test(
    "old ones shrink as far as availability allows, pods that are not available first",
    arguments: [
      // Ten available old pods beside three new ones that are not available yet: none may go.
      (unavailable: 0, old: [(10, 10)], new: (3, 0), sizes: [10]),
      (unavailable: 0, old: [(10, 10)], new: (3, 3), sizes: [7]),
      (unavailable: 2, old: [(10, 10)], new: (0, 0), sizes: [8]),
      (unavailable: 2, old: [(10, 10)], new: (3, 0), sizes: [8]),
      // Two broken old pods go at once: they serve nobody.
      (unavailable: 2, old: [(10, 8)], new: (3, 0), sizes: [8]),
      (unavailable: 0, old: [(4, 1), (8, 8)], new: (1, 1), sizes: [1, 8]),
      (unavailable: 0, old: [(2, 2), (5, 5)], new: (10, 8), sizes: [0, 2]),
    ]
  )
  func shrinking(unavailable: Int, old: [(Int, Int)], new: (Int, Int), sizes expected: [Int]) {
    let groups = old.map { RolloutSizes.Group(replicas: $0.0, available: $0.1) }
    let current = RolloutSizes.Group(replicas: new.0, available: new.1)
    let result = sizes(10, unavailable: unavailable).oldReplicas(groups, new: current)
    #expect(result == expected)
  }

  @Test(
    "scaling in the middle of a rollout shares out in proportion, what rounding leaves to the first",
    arguments: [
      // The example of the Kubernetes documentation: 10 -> 15 with a surge of 3.
      (desired: 15, surge: 3, groups: [8, 5], before: 13, sizes: [11, 7]),
      (desired: 5, surge: 0, groups: [8, 2], before: 10, sizes: [4, 1]),
      (desired: 0, surge: 3, groups: [8, 5], before: 13, sizes: [0, 0]),
      (desired: 20, surge: 0, groups: [5, 5], before: 10, sizes: [10, 10]),
      (desired: 12, surge: 0, groups: [7, 3, 1], before: 11, sizes: [8, 3, 1]),
    ]
  )
  func proportional(desired: Int, surge: Int, groups: [Int], before: Int, sizes expected: [Int]) {
    let rows = groups.map { RolloutSizes.Group(replicas: $0, maxBefore: before) }
    #expect(sizes(desired, surge: surge).proportional(rows, statusReplicas: 0) == expected)
  }
}
