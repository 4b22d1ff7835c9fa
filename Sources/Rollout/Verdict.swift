/// What one look at the evidence says.
package enum Verdict: Hashable, Sendable {
  /// No canary has weight: there is nothing to judge.
  case notJudged
  case pass(ErrorShare)
  case fail(Finding)
  /// Fewer requests than `needed` in the window: a ratio would say nothing.
  case insufficient(requests: Int, needed: Int)
  /// The metrics cannot be read or make no sense; nothing is known.
  case providerDown(String)
  /// The canary is above a limit, and so is stable: it may not be the canary's fault.
  case baselineSick(Finding)
}
