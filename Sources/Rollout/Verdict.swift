/// What one look at the evidence says.
package enum Verdict: Hashable, Sendable {
  /// No canary has weight: there is nothing to judge.
  case notJudged
  case pass(ErrorShare)
  case fail(Finding)
  /// The canary is bad and the stable revision too: nothing can be told apart.
  case baselineSick(Finding)
  /// Fewer requests than `needed` in the window: a ratio would say nothing.
  case insufficient(requests: Int, needed: Int)
  /// The metrics cannot be read or make no sense; nothing is known.
  case providerDown(String)
}
