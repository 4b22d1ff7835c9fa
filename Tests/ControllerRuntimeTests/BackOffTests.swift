import ControllerRuntime
import Testing

/// Draws the least or the greatest number of any range: 1 and not 0, which rejection sampling refuses for ever.
private struct ExtremeGenerator: RandomNumberGenerator {
  let value: UInt64
  mutating func next() -> UInt64 { value }
}

struct BackOffTests {
  private func waits(_ count: Int, using generator: ExtremeGenerator) -> [Duration] {
    var backOff = BackOff()
    var generator = generator
    return (0..<count).map { _ in backOff.next(now: .zero, using: &generator) }
  }

  @Test("R8: 0.8 s doubles to 30 s, and jitter adds at most as much again")
  func bounds() {
    let least = waits(7, using: ExtremeGenerator(value: 1))
    #expect(least == [800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000].map { .milliseconds($0) })
    let most = waits(7, using: ExtremeGenerator(value: .max))
    #expect(most == least.map { $0 * 2 })
  }

  @Test("R8: two healthy minutes start it over", arguments: [(119, 1_600), (120, 800)])
  func healthy(seconds: Int, milliseconds: Int) {
    var backOff = BackOff()
    var generator = ExtremeGenerator(value: 1)
    _ = backOff.next(now: .zero, using: &generator)
    let wait = backOff.next(now: .seconds(seconds), using: &generator)
    #expect(wait == .milliseconds(milliseconds))
  }

  @Test("what the server asks for is the least")
  func retryAfter() {
    var backOff = BackOff()
    var generator = ExtremeGenerator(value: 1)
    #expect(backOff.next(now: .zero, atLeast: .seconds(9), using: &generator) == .seconds(9))
  }
}
