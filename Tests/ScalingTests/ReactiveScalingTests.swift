import Forecast
import Scaling
import Testing
import Time

@Suite("What the HPA alone would have")
struct ReactiveScalingTests {
  private static let bounds = ReplicaBounds(min: 2, max: 20)

  private func play(_ loads: [Double?]) -> [Int?] {
    var reactive = ReactiveScaling()
    return loads.enumerated().map { minute, load in
      reactive.observe(
        load: load,
        targetPerReplica: 70,
        bounds: Self.bounds,
        now: HPATestKit.start + .seconds(60 * minute)
      )
      return reactive.replicas
    }
  }

  @Test("is nothing before the first load, then what the load needs at the target")
  func first() {
    #expect(play([nil, 700, 700]) == [nil, 10, 10])
  }

  @Test("does not move within the tolerance, rises at once, and falls after five minutes")
  func moves() {
    #expect(play([700, 770, 771, 350, 350, 350, 350, 350]) == [10, 10, 12, 12, 12, 12, 12, 5])
  }

  @Test(
    "is not moved by a load that is no number",
    arguments: [Double.nan, .infinity, -.infinity, -1]
  )
  func noNumber(load: Double) {
    #expect(play([700, load]) == [10, 10])
  }

  @Test("stays within the bounds over 10,000 random minutes")
  func bounded() {
    var generator = SplitMix64(seed: 15)
    let loads = (0..<10_000).map { _ in Double.random(in: 0...5_000, using: &generator) }
    for replicas in play(loads) { #expect((2...20).contains(replicas ?? 0)) }
  }
}
