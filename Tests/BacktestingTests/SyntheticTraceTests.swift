import Backtesting
import Testing

@Suite("A synthetic trace")
struct SyntheticTraceTests {
  @Test("is the same for the same seed and another for another")
  func seeded() {
    let trace = SyntheticTrace(seed: 1).trace
    #expect(trace == SyntheticTrace(seed: 1).trace)
    #expect(trace.loads != SyntheticTrace(seed: 2).trace.loads)
    #expect(trace.samples.count == 14 * 1_440)
  }

  @Test("has days and weeks, an outage, and whole requests only", arguments: [UInt64(1), 2, 3])
  func shape(seed: UInt64) {
    let loads = SyntheticTrace(seed: seed).trace.loads.map { $0 ?? 0 }
    func mean(_ range: Range<Int>) -> Double {
      loads[range].reduce(0, +) / Double(range.count)
    }
    let (noon, night) = (mean(12 * 60..<13 * 60), mean(0..<60))
    let saturdayNoon = mean(5 * 1_440 + 12 * 60..<5 * 1_440 + 13 * 60)
    #expect(noon > 2 * night)
    #expect(saturdayNoon < noon)
    #expect(loads.count { $0 == 0 } == 30)
    #expect(loads.allSatisfy { $0 >= 0 && ($0 * 60 - ($0 * 60).rounded()).magnitude < 1e-9 })
  }
}
