import Backtesting
import Forecast
import Scaling
import Testing

@Suite("The closed loop")
struct ClosedLoopTests {
  /// Pods of 100 requests per second; the load stands at 70 and steps up to 690 after the first judged hour.
  private func step(startup: Duration) throws -> (LoadTrace, LoopSettings) {
    let samples = (0..<1_000).map { minute in
      LoadSample(minute: minute, requestsPerSecond: minute < 760 ? 70 : 690)
    }
    let capacity = try #require(ReplicaCapacity(requestsPerSecond: 100, source: .declared))
    return (
      LoadTrace(name: "step", firstMinute: 0, samples: samples),
      LoopSettings(
        podStartup: startup,
        capacity: capacity,
        bounds: ReplicaBounds(min: 1, max: 100)
      )
    )
  }

  @Test(
    "counts the minutes from a step in the load until enough pods are ready",
    arguments: [(60, 3), (180, 5), (480, 10)]
  )
  func violations(startup: Int, minutes: Int) throws {
    let (trace, settings) = try step(startup: .seconds(startup))
    var simulation = TrafficSimulation(trace, settings, policies: [.hpa70])
    let figures = try #require(simulation.run()[.hpa70]).figures
    #expect(figures.judgedMinutes == 300)
    #expect(figures.violationMinutes == minutes)
  }

  @Test("is the same every time")
  func deterministic() throws {
    let trace = SyntheticTrace(seed: 3).trace
    let short = LoadTrace(
      name: "short",
      firstMinute: trace.firstMinute,
      samples: Array(trace.samples.prefix(900))
    )
    let settings = try #require(LoopSettings(for: short, podStartup: .seconds(180)))
    var first = TrafficSimulation(short, settings)
    var second = TrafficSimulation(short, settings)
    let (left, right) = (first.run(), second.run())
    #expect(left.runs == right.runs)
    #expect(SimulationDocument(left).json == SimulationDocument(right).json)
    #expect(SimulationPage(left).html == SimulationPage(right).html)
  }

  @Test("goes through a trace whose metrics vanish for hours, and never to zero pods")
  func outage() throws {
    var samples = SyntheticTrace(seed: 4).trace.samples.prefix(2_000).map { $0 }
    for minute in 1_500..<1_800 { samples[minute] = nil }
    let trace = LoadTrace(name: "hole", firstMinute: 29_540_160, samples: samples)
    let settings = try #require(LoopSettings(for: trace, podStartup: .seconds(180)))
    var simulation = TrafficSimulation(trace, settings)
    let result = simulation.run()
    for run in result.runs {
      #expect(run.figures.judgedMinutes == 300)
      #expect(run.minutes.allSatisfy { $0.replicas >= 1 })
    }
  }

  @Test("needs a load to size its pods by")
  func noLoad() {
    let samples = (0..<100).map { LoadSample(minute: $0, requestsPerSecond: 0) }
    let trace = LoadTrace(name: "zero", firstMinute: 0, samples: samples)
    #expect(LoopSettings(for: trace, podStartup: .seconds(60)) == nil)
  }

  @Test("measures elasticity as the SPEC Research Group does")
  func elasticity() {
    var elasticity = Elasticity()
    elasticity.add(demand: 4, supply: 3)
    elasticity.add(demand: 4, supply: 6)
    #expect(elasticity.underProvisioning == 12.5)
    #expect(elasticity.overProvisioning == 25)
    #expect(elasticity.underProvisionedTimeShare == 50)
    #expect(elasticity.overProvisionedTimeShare == 50)
  }
}
