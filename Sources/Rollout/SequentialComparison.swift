/// Whether the canary fails more often than stable, as a test that may be looked at after every scrape.
///
/// If the canary is no worse, an error is the canary's with probability `n_c/(n_c + n_s)`, whatever the error rate is. Each term bets on
/// another ratio of the two error rates and multiplies its stake by how much better it foretold on which side the errors fell. Under "no
/// worse" the mean of the terms is expected to stay at 1 or below, so it ever reaches `1/alpha` in at most a share `alpha` of all
/// rollouts (Ville). Only requests of the same interval are compared, so weights and rates may change from one interval to the next.
package struct SequentialComparison: Hashable, Sendable {
  /// The ratios that are bet on: eight from 1.5 to 30, each 1.53 times the one before.
  ///
  /// Below 1.5 nobody stops a rollout; above 30 the bet on 30 wins as well.
  package static let odds: [Double] = (0..<8).map { index in
    1.5 * NaturalLogarithm.exponential(NaturalLogarithm.of(20) * Double(index) / 7)
  }

  private static let logOdds = odds.map(NaturalLogarithm.of)

  /// Natural logarithms of the terms, in the order of `odds`, their equal share of the first stake included.
  package private(set) var logE: [Double]
  /// All that was compared.
  package private(set) var totals: ComparedCounts
  /// ln of e.
  package private(set) var logValue: Double

  /// Nothing was seen yet: e is 1.
  package init() {
    let share = -NaturalLogarithm.of(Double(Self.odds.count))
    logE = Array(repeating: share, count: Self.odds.count)
    totals = .zero
    logValue = Self.logOfSum(logE)
  }

  /// As it was journalled; `nil` for terms that this version did not write.
  package init?(logE: [Double], totals: ComparedCounts) {
    guard logE.count == Self.odds.count, logE.allSatisfy(\.isFinite) else { return nil }
    self.logE = logE
    self.totals = totals
    logValue = Self.logOfSum(logE)
  }

  /// How many times likelier the errors are under one of the bets than under "no worse"; at most 10^300.
  package var value: Double { NaturalLogarithm.exponential(min(logValue, 690)) }

  /// Whether a canary that is no worse would come this far in at most a share `alpha` of all rollouts.
  ///
  /// The margin is for rounding: two intervals at the cap are meant to reach the limit.
  package func rejects(at alpha: Double) -> Bool {
    logValue >= -NaturalLogarithm.of(alpha) - 1e-9
  }

  /// Takes what one scrape interval counted.
  ///
  /// Errors come in bursts, and one burst is one event, not a hundred: what an interval multiplies e by is capped at `alpha^-1/2` by
  /// shrinking all terms alike, which a bet may always do.
  package mutating func add(_ interval: ComparedCounts, alpha: Double) {
    totals = totals + interval
    let canary = Double(interval.canary.requests)
    let stable = Double(interval.stable.requests)
    let canaryErrors = Double(interval.canary.errors)
    let errors = canaryErrors + Double(interval.stable.errors)
    // Without errors, or with one side silent, every bet foretold the same.
    guard canary > 0, stable > 0, errors > 0 else { return }
    let before = logValue
    for (index, odds) in Self.odds.enumerated() {
      let misses = NaturalLogarithm.of((canary + stable) / (odds * canary + stable))
      logE[index] += canaryErrors * Self.logOdds[index] + errors * misses
    }
    logValue = Self.logOfSum(logE)
    let excess = logValue - before + NaturalLogarithm.of(alpha) / 2
    guard excess > 0 else { return }
    for index in logE.indices { logE[index] -= excess }
    logValue = Self.logOfSum(logE)
  }

  private static func logOfSum(_ terms: [Double]) -> Double {
    let largest = terms.max() ?? 0
    let sum = terms.reduce(0) { $0 + NaturalLogarithm.exponential($1 - largest) }
    return largest + NaturalLogarithm.of(sum)
  }
}
