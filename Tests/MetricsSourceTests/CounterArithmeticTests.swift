import MetricsSource
import Testing
import Time

@Suite("Counters")
struct CounterArithmeticTests {
  private let noon = Timestamp(epochSeconds: 1_767_268_800)

  @Test(
    "an increase counts what a restarted counter holds as new",
    arguments: [
      ([], 0.0), ([7], 0), ([100, 130], 30), ([100, 7], 7), ([5, 8, 2, 3], 6), ([3, 3, 3], 0),
      ([5, 0], 0),
    ] as [([Double], Double)]
  )
  func increase(readings: [Double], increase: Double) {
    #expect(Double.increase(over: readings) == increase)
  }

  @Test("requests and errors of one process restart together")
  func together() {
    let before = RequestCounters(requests: 100, errors: 50)
    let after = RequestCounters(requests: 120, errors: 10)
    #expect(after.growth(since: before) == nil)
    #expect(after.increase(since: before) == after)
  }

  @Test(
    "an error share needs requests",
    arguments: [(0.0, 0.0, nil), (10, 0, 0.0), (10, 5, 0.5), (4, 8, 1)]
      as [(Double, Double, Double?)]
  )
  func share(requests: Double, errors: Double, share: Double?) {
    #expect(RequestCounters(requests: requests, errors: errors).errorShare == share)
  }

  @Test(
    "a window counts between its first and its last reading inside the span",
    arguments: [
      (0...60, 6.0, 60), (0...1_000, 6, 60), (15...45, 2, 20), (15...25, 0, 0), (20...30, 1, 10),
    ]
  )
  func window(span: ClosedRange<Int64>, increase: Double, seconds: Int) throws {
    var window = CounterWindow(length: .seconds(60), first: 100.0, at: noon)
    for step in 1...6 {
      window.add(100 + Double(step), at: noon + .seconds(10 * step))
    }
    let inside = try #require(
      window.increase(
        within: noon + .seconds(span.lowerBound)...noon + .seconds(span.upperBound)
      )
    )
    #expect(inside.value == increase)
    #expect(inside.elapsed == .seconds(seconds))
  }

  @Test("a span without readings says nothing")
  func emptySpan() {
    let window = CounterWindow(length: .seconds(60), first: 1.0, at: noon)
    #expect(window.increase(within: noon + .seconds(1)...noon + .seconds(9)) == nil)
  }

  @Test("however often a pod is read, at most 17 readings are kept and the total is exact")
  func bounded() {
    var window = CounterWindow(length: .seconds(300), first: 0.0, at: noon)
    for step in 1...2_000 {
      window.add(Double(step % 700), at: noon + .seconds(step))
      #expect(window.readings.count <= 17)
    }
    #expect(window.total == 699 + 699 + 600)
    #expect(window.lastReadAt == noon + .seconds(2_000))
  }

  @Test("a reading that is not later than the last is a repetition")
  func repetition() {
    var window = CounterWindow(length: .seconds(300), first: 1.0, at: noon)
    window.add(5, at: noon)
    window.add(9, at: noon - .seconds(1))
    #expect(window.total == 0)
  }
}
