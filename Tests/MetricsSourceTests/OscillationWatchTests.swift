import MetricsSource
import Testing

@Suite("Several processes behind one port")
struct OscillationWatchTests {
  @Test(
    "counters that fall and soon return past their height, twice, are not one process",
    arguments: [
      ([1_000, 901, 1_003, 904, 1_006], true),
      ([1_000, 901, 1_003, 904, 905], false),
      ([1_000, 901, 902, 1_003, 904, 1_006], true),
      ([100, 200, 300, 400], false),
      ([1_000, 5, 60, 110, 170, 220], false),
      ([1_000, 5, 60, 110, 160, 1_200, 7, 60, 110, 160, 1_300], false),
      ([1_000, 1_000, 1_000], false),
    ]
  )
  func swings(readings: [Double], isOscillating: Bool) {
    #expect(watch(readings).isOscillating == isOscillating)
  }

  @Test("two workers drawn at random are found within 40 scrapes", arguments: UInt64(1)...50)
  func randomWorkers(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var workers = [5_000.0, 4_000.0]
    let readings = (0..<40).map { _ in
      for worker in workers.indices { workers[worker] += Double.random(in: 0...20, using: &random) }
      return workers.randomElement(using: &random) ?? 0
    }
    #expect(watch(readings).isOscillating)
  }

  @Test("a pod that restarts every few minutes is one process", arguments: UInt64(1)...50)
  func restarts(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var count = 0.0
    let readings = (0..<300).map { scrape in
      count = scrape % 20 == 19 ? 0 : count + Double.random(in: 50...150, using: &random)
      return count
    }
    #expect(!watch(readings).isOscillating)
  }

  @Test("a pod that was repaired is trusted again after 30 quiet readings")
  func forgiven() {
    let swinging: [Double] = [1_000, 901, 1_003, 904, 1_006]
    #expect(watch(swinging + Array(repeating: 2_000, count: 20)).isOscillating)
    #expect(!watch(swinging + Array(repeating: 2_000, count: 30)).isOscillating)
  }

  private func watch(_ readings: [Double]) -> OscillationWatch<Double> {
    zip(readings, readings.dropFirst()).reduce(into: OscillationWatch()) { watch, step in
      watch.see(step.1, after: step.0)
    }
  }
}
