/// How often all keys together may be retried: a hundred at once, then ten a second (controller-runtime).
///
/// A thousand resources that fail together, because a webhook is down say, must not ask the server a thousand times at once.
struct RetryBudget: Sendable {
  static let burst = 100
  static let interval: Duration = .milliseconds(100)
  /// The most that is owed; after a long bad time the good one must not begin with a debt of hours.
  static let waitMax = WorkQueueState.backOffCap

  /// When the burst is whole again.
  private var fullAt: Duration = .zero

  /// Takes one retry and says how long it has to wait.
  mutating func take(now: Duration) -> Duration {
    let whole = Self.interval * (Self.burst - 1)
    let turn = max(fullAt, now)
    fullAt = min(turn + Self.interval, now + whole + Self.waitMax)
    return max(.zero, turn - whole - now)
  }
}
