import Rollout
import Testing

@Suite("The sequential comparison")
struct SequentialComparisonTests {
  private static func counts(
    _ canary: (requests: Int, errors: Int),
    _ stable: (requests: Int, errors: Int)
  ) -> ComparedCounts {
    ComparedCounts(
      canary: ErrorShare(requests: canary.requests, errors: canary.errors),
      stable: ErrorShare(requests: stable.requests, errors: stable.errors)
    )
  }

  private static func test(
    _ intervals: [ComparedCounts],
    alpha: Double = 0.01
  ) -> SequentialComparison {
    intervals.reduce(into: SequentialComparison()) { $0.add($1, alpha: alpha) }
  }

  private static func isNear(_ left: Double, _ right: Double) -> Bool {
    abs(left - right) <= 1e-9 * max(1, abs(left), abs(right))
  }

  @Test("bets on eight ratios from 1.5 to 30, each as many times the one before")
  func odds() {
    let odds = SequentialComparison.odds
    #expect(odds.count == 8)
    #expect(Self.isNear(odds[0], 1.5) && Self.isNear(odds[7], 30))
    for index in 1..<8 { #expect(Self.isNear(odds[index] / odds[index - 1], odds[1] / odds[0])) }
  }

  @Test("begins at e = 1 and rejects nothing")
  func beginning() {
    let test = SequentialComparison()
    #expect(Self.isNear(test.value, 1))
    #expect(!test.rejects(at: 0.01))
  }

  /// With 1 request in 4 the canary's, a bet on odds 3 foretells 1/2 instead of 1/4: twice for its error, 2/3 for stable's.
  @Test("multiplies each term by how much better its bet foretold whose the errors were")
  func closedForm() {
    let test = Self.test([Self.counts((100, 2), (300, 1))], alpha: 1e-9)
    for (odds, logE) in zip(SequentialComparison.odds, test.logE) {
      let canary = odds * 4 / (odds + 3)
      let stable = 4 / (odds + 3)
      let ratio = SequentialComparison(logE: test.logE.map { _ in logE }, totals: .zero)
      #expect(Self.isNear((ratio?.value ?? 0), canary * canary * stable))
    }
  }

  @Test("does not care in which order intervals come while none is capped")
  func order() {
    let intervals = [
      Self.counts((60, 1), (540, 0)), Self.counts((60, 0), (540, 2)),
      Self.counts((150, 1), (450, 1)),
    ]
    let (one, other) = (Self.test(intervals), Self.test(intervals.reversed()))
    #expect(Self.isNear(one.logValue, other.logValue))
    #expect(one.totals == other.totals)
  }

  @Test("learns nothing where nothing failed, or where one side was silent")
  func silence() {
    let silent = [
      Self.counts((60, 0), (540, 0)), Self.counts((60, 60), (0, 0)),
      Self.counts((0, 0), (540, 540)), Self.counts((0, 0), (0, 0)),
    ]
    #expect(Self.test(silent).logE == SequentialComparison().logE)
  }

  @Test(
    "lets no single interval multiply e by more than the square root of what rejects",
    arguments: [0.0001, 0.005, 0.01, 0.2]
  )
  func cap(alpha: Double) {
    var test = SequentialComparison()
    for errors in [1, 5, 20, 60, 1, 60] {
      let before = test.value
      test.add(Self.counts((60, errors), (540, 0)), alpha: alpha)
      #expect(test.value / before <= 1 / alpha.squareRoot() * (1 + 1e-9))
    }
  }

  @Test(
    "rejects a canary whose every request fails at the second scrape, and not at the first",
    arguments: [0.0001, 0.005, 0.01, 0.2]
  )
  func totalFailure(alpha: Double) {
    var test = SequentialComparison()
    test.add(Self.counts((60, 60), (540, 0)), alpha: alpha)
    #expect(!test.rejects(at: alpha))
    test.add(Self.counts((60, 60), (540, 0)), alpha: alpha)
    #expect(test.rejects(at: alpha))
  }

  @Test("never speaks against a canary that fails less often than stable")
  func better() {
    let test = Self.test(Array(repeating: Self.counts((60, 0), (540, 5)), count: 100))
    #expect(test.value < 1)
  }

  @Test("goes on from the journal to the last bit")
  func journal() {
    let first = Self.test([Self.counts((61, 2), (539, 1)), Self.counts((60, 30), (540, 1))])
    var resumed = SequentialComparison(logE: first.logE, totals: first.totals)
    #expect(resumed == first)
    var straight = first
    straight.add(Self.counts((60, 1), (540, 3)), alpha: 0.01)
    resumed?.add(Self.counts((60, 1), (540, 3)), alpha: 0.01)
    #expect(resumed == straight)
  }

  @Test(
    "refuses terms that it did not write",
    arguments: [
      [], [0], Array(repeating: Double.nan, count: 8), Array(repeating: -Double.infinity, count: 8),
      Array(repeating: 0, count: 9),
    ]
  )
  func foreignTerms(logE: [Double]) {
    #expect(SequentialComparison(logE: logE, totals: .zero) == nil)
  }

  @Test("stays a number whatever is counted")
  func hugeCounts() {
    let hostile = [
      Self.counts((.max, .max), (.max, 0)), Self.counts((.max, 0), (1, 1)),
      Self.counts((1, 1), (.max, .max)), Self.counts((-5, -7), (.min, .max)),
      Self.counts((1, .max), (1, 0)),
    ]
    var test = SequentialComparison()
    for _ in 0..<50 {
      for interval in hostile { test.add(interval, alpha: 0.01) }
    }
    #expect(test.logE.allSatisfy(\.isFinite) && test.logValue.isFinite && test.value.isFinite)
    #expect(test.totals.canary.requests == .max)
  }

  @Test(
    "counters that are no counts become counts",
    arguments: [
      (Double.nan, 3.0, 0, 0), (-4, 1, 0, 0), (.infinity, 1, 9_007_199_254_740_992, 1),
      (10, 12, 10, 10), (10.4, 0.6, 10, 1), (10, -.infinity, 10, 0),
    ] as [(Double, Double, Int, Int)]
  )
  func counters(requests: Double, errors: Double, wholeRequests: Int, wholeErrors: Int) {
    let share = ErrorShare(counted: requests, errors: errors)
    #expect(share.requests == wholeRequests && share.errors == wholeErrors)
    #expect(!share.sentence.isEmpty)
  }
}
