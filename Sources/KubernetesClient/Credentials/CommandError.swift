/// Why a program did not come to its own end.
package enum CommandError: Error, Hashable, Sendable {
  /// Nothing of that name may be executed.
  case notFound
  case notStarted(cause: String)
  case killed(signal: Int)
  case tooSlow(limit: Duration)
  case tooTalkative(limitBytes: Int)
  /// The task that ran it was cancelled: no word about the program.
  case cancelled
}
