/// Waits that double up to a cap, with jitter, and start over after a healthy while.
///
/// With the default figures (client-go's and kube-rs's): 0.8 s, 1.6 s, 3.2 s, …, 30 s, each stretched by up to its own length again, so
/// that a thousand clients do not return together to a server that just came back.
package struct BackOff: Hashable, Sendable {
  package static let initial: Duration = .milliseconds(800)
  package static let cap: Duration = .seconds(30)
  /// This long without a failure, and the next one is the first again.
  package static let healthyAfter: Duration = .seconds(120)

  private var failures = 0
  private var lastFailure: Duration?

  package init() {}

  /// The wait after one more failure.
  ///
  /// - Parameters:
  ///   - now: time since any fixed start.
  ///   - atLeast: what the server asked for, `Retry-After`.
  ///   - generator: draws the jitter.
  package mutating func next(
    now: Duration,
    atLeast: Duration = .zero,
    using generator: inout some RandomNumberGenerator
  ) -> Duration {
    if let lastFailure, now - lastFailure >= Self.healthyAfter { failures = 0 }
    lastFailure = now
    let base = min(Self.initial * (1 << min(failures, 10)), Self.cap)
    failures += 1
    let jitter = Duration.milliseconds(
      Int64.random(in: 0...base.wholeMilliseconds, using: &generator)
    )
    return max(base + jitter, atLeast)
  }
}

extension Duration {
  /// Cut off below the millisecond.
  fileprivate var wholeMilliseconds: Int64 {
    components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
  }
}
