import Forecast
import Scaling
import Testing
import Time

@Suite("The HPA, over 10,000 random syncs each")
struct HPAPropertyTests {
  @Test("stays within its bounds, and leaves the replicas alone while no metric answers")
  func bounded() {
    var generator = SplitMix64(seed: 7)
    var hpa = HorizontalPodAutoscalerModel()
    var replicas = 5
    for sync in 0..<10_000 {
      let least = Int.random(in: 1...8, using: &generator)
      let spec = HPATestKit.spec(
        min: least,
        max: least + Int.random(in: 0...30, using: &generator),
        [.totalAverageValue(100)],
        behavior: [nil, .guide, .apiDefault][sync % 3]
      )
      let fails = Bool.random(using: &generator)
      let load = Double.random(in: 0...5_000, using: &generator)
      let outcome = hpa.sync(
        spec,
        currentReplicas: replicas,
        readings: [fails ? .failed : .total(load)],
        now: HPATestKit.start + .seconds(15 * sync)
      )
      let expected =
        fails ? spec.bounds.clamp(replicas) : spec.bounds.clamp(outcome.desiredReplicas)
      if outcome.desiredReplicas != expected {
        Issue.record("sync \(sync) of seed 7: \(replicas) -> \(outcome.desiredReplicas)")
      }
      replicas = outcome.desiredReplicas
    }
  }

  @Test("with a raised floor is never below it after one sync, nor below what it had")
  func raisedFloor() {
    var generator = SplitMix64(seed: 8)
    for number in 0..<10_000 {
      var hpa = HorizontalPodAutoscalerModel()
      let current = Int.random(in: 1...30, using: &generator)
      let floor = Int.random(in: current...40, using: &generator)
      let outcome = hpa.sync(
        HPATestKit.spec(min: floor, max: 40, [.totalAverageValue(100)], behavior: .guide),
        currentReplicas: current,
        readings: [.total(Double.random(in: 0...5_000, using: &generator))],
        now: HPATestKit.start
      )
      if outcome.desiredReplicas < floor {
        Issue.record("case \(number) of seed 8: \(outcome.desiredReplicas) under floor \(floor)")
      }
    }
  }
}
