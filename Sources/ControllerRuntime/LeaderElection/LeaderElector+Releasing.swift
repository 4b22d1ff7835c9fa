/// Giving the lease back when no work is left under it (L5).
extension LeaderElector {
  mutating func beginRelease(_ now: Duration, yields: Bool) -> Move {
    if isLeading { notices.append(.stops(reason: "all work has ended")) }
    // Work that ends by itself ends the process: nothing would be done under a lease that we took again.
    isShuttingDown = isShuttingDown || !yields
    phase = .releasing(isRetrying: false, yields: yields)
    return ask(.read, now)
  }

  mutating func release(
    _ event: Event,
    _ now: ElectionTime,
    _ isRetrying: Bool,
    yields: Bool
  ) -> Move {
    switch event {
    case .read(let record):
      observe(record, now.elapsed)
      guard record.holder == identity else { return end(now.elapsed) }
      return ask(.replace(record.released(at: now.timestamp)), now.elapsed)
    case .written(let record):
      observe(record, now.elapsed)
      notices.append(.released)
      return end(now.elapsed)
    case .failed(let sentence):
      notices.append(.failed(sentence))
      // Once more, for somebody may have labelled the lease in between; then it is left to run out.
      guard !isRetrying else { return end(now.elapsed) }
      phase = .releasing(isRetrying: true, yields: yields)
      return ask(.read, now.elapsed)
    case .missing:
      return end(now.elapsed)
    case .due, .heard, .workEnded, .shutDown:
      return ask(.read, now.elapsed)
    }
  }

  private mutating func end(_ now: Duration) -> Move {
    guard !isShuttingDown else {
      phase = .finished
      return .finish
    }
    phase = .following
    return wait(until: now + timings.retryPeriod, now)
  }
}
