import Forecast
import Scaling
import Testing

@Suite("A measured capacity")
struct CapacityMeterTests {
  private typealias Minute = CapacityMeter.Minute

  private func meter(_ target: Double = 70) -> CapacityMeter {
    CapacityMeter(startingFrom: ReplicaCapacity(declared: 0, targetPerReplica: target))
  }

  private func rate(_ meter: CapacityMeter) -> Double {
    ((meter.capacity?.requestsPerSecond ?? 0) * 10).rounded() / 10
  }

  @Test("starts from the HPA's target at 70 %, and stays there while pods cope")
  func start() {
    var meter = meter()
    for minute in 0..<300 {
      meter.observe(Minute(requestsPerSecondPerReplica: Double(minute % 99), latency: 20))
    }
    #expect(rate(meter) == 100)
    #expect(meter.capacity?.source == .assumed)
  }

  @Test("shrinks by a tenth when latency doubles for three minutes in a row, not for two")
  func latency() {
    var meter = meter()
    for _ in 0..<60 { meter.observe(Minute(requestsPerSecondPerReplica: 40, latency: 20)) }
    for _ in 0..<2 { meter.observe(Minute(requestsPerSecondPerReplica: 80, latency: 45)) }
    meter.observe(Minute(requestsPerSecondPerReplica: 40, latency: 20))
    #expect(rate(meter) == 100)
    for _ in 0..<3 { meter.observe(Minute(requestsPerSecondPerReplica: 80, latency: 45)) }
    #expect(rate(meter) == 90)
    for _ in 0..<30 { meter.observe(Minute(requestsPerSecondPerReplica: 80, latency: 45)) }
    #expect(rate(meter) == 80)
  }

  @Test("shrinks when requests wait on every pod, and never under half of its start")
  func queue() {
    var meter = meter()
    for _ in 0..<300 {
      let rate = (meter.capacity?.requestsPerSecond ?? 0) * 0.55
      meter.observe(Minute(requestsPerSecondPerReplica: rate, queueDepthPerReplica: 2))
    }
    #expect(rate(meter) == 50)
  }

  @Test("comes back up to what was served without trouble, and not above its start")
  func growth() {
    var meter = meter()
    for _ in 0..<6 {
      meter.observe(Minute(requestsPerSecondPerReplica: 70, queueDepthPerReplica: 3))
    }
    #expect(rate(meter) == 81)
    meter.observe(Minute(requestsPerSecondPerReplica: 92))
    #expect(rate(meter) == 92)
    meter.observe(Minute(requestsPerSecondPerReplica: 400))
    #expect(rate(meter) == 100)
  }

  @Test("is not shrunk by slow answers at a low rate: something else is slow then")
  func slowDependency() {
    var meter = meter()
    for _ in 0..<60 { meter.observe(Minute(requestsPerSecondPerReplica: 40, latency: 20)) }
    for _ in 0..<60 { meter.observe(Minute(requestsPerSecondPerReplica: 30, latency: 900)) }
    #expect(rate(meter) == 100)
  }

  @Test("of nothing is what the CPU says, and proven after a day")
  func fromNothing() {
    var meter = CapacityMeter(startingFrom: nil)
    #expect(meter.capacity == nil)
    for _ in 0..<1_439 { meter.observe(Minute(requestsPerSecondPerReplica: 30, cpu: 50)) }
    #expect(rate(meter) == 60)
    #expect(meter.capacity?.isProven == false)
    meter.observe(Minute(requestsPerSecondPerReplica: 30, cpu: 50))
    #expect(meter.capacity?.isProven == true)
  }

  @Test("of nothing and without CPU is the most that was served without trouble")
  func fromNothingSeen() {
    var meter = CapacityMeter(startingFrom: nil)
    for load in [10.0, 25, 18] { meter.observe(Minute(requestsPerSecondPerReplica: load)) }
    #expect(rate(meter) == 25)
  }

  @Test("that the user declared is not measured")
  func declared() {
    var meter = CapacityMeter(
      startingFrom: ReplicaCapacity(requestsPerSecond: 40, source: .declared)
    )
    for _ in 0..<60 {
      meter.observe(Minute(requestsPerSecondPerReplica: 39, queueDepthPerReplica: 9))
    }
    #expect(rate(meter) == 40)
  }

  @Test("stays between half of its start and its start whatever it sees: 10,000 random minutes")
  func bounded() {
    var generator = SplitMix64(seed: 9)
    var meter = meter()
    let odd = [Double.nan, .infinity, -1, 0, 1e300]
    for _ in 0..<10_000 {
      func value(_ most: Double) -> Double {
        Int.random(in: 0..<10, using: &generator) == 0
          ? odd[Int.random(in: 0..<odd.count, using: &generator)]
          : Double.random(in: 0...most, using: &generator)
      }
      meter.observe(
        Minute(
          requestsPerSecondPerReplica: value(150),
          latency: value(100),
          queueDepthPerReplica: value(2),
          cpu: value(120)
        )
      )
      #expect((50...100.001).contains(meter.capacity?.requestsPerSecond ?? 0))
    }
  }
}
