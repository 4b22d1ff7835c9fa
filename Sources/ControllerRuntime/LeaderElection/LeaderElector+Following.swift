import APIMachinery

/// As a candidate: look, wait, and take the lease when it is free (L1, L2, L3).
extension LeaderElector {
  mutating func follow(
    _ event: Event,
    _ now: ElectionTime,
    _ generator: inout some RandomNumberGenerator
  ) -> Move {
    switch event {
    case .due:
      return ask(.read, now.elapsed)
    case .read(let record):
      observe(record, now.elapsed)
      return consider(now, &generator)
    case .heard(let record):
      guard !isOutdated(record) else { return resume(now.elapsed) }
      observe(record, now.elapsed)
      return consider(now, &generator)
    case .missing:
      return considerCreation(now, &generator)
    case .written(let record):
      observe(record, now.elapsed)
      return begin(now)
    case .failed(let sentence):
      notices.append(.failed(sentence))
      return waitAsCandidate(now.elapsed, &generator)
    case .workEnded:
      return resume(now.elapsed)
    case .shutDown:
      phase = .finished
      return .finish
    }
  }

  private mutating func consider(
    _ now: ElectionTime,
    _ generator: inout some RandomNumberGenerator
  ) -> Move {
    guard let observed, freeAt(observed) <= now.elapsed else {
      return waitAsCandidate(now.elapsed, &generator)
    }
    let record = observed.record.held(by: identity, timings, at: now.timestamp)
    return ask(.replace(record), now.elapsed)
  }

  /// A lease that somebody deleted is honoured until it would have run out: its holder does not know yet, and goes on writing.
  private mutating func considerCreation(
    _ now: ElectionTime,
    _ generator: inout some RandomNumberGenerator
  ) -> Move {
    if let observed, freeAt(observed) > now.elapsed {
      return waitAsCandidate(now.elapsed, &generator)
    }
    let record = LeaseRecord(new: settings.key).held(by: identity, timings, at: now.timestamp)
    return ask(.create(record), now.elapsed)
  }

  /// From when on we may take the lease, if it stays as it is.
  private func freeAt(_ observed: Observation) -> Duration {
    let record = observed.record
    let isPromised = !record.preferredHolder.isEmpty && record.preferredHolder != identity
    // Ours from before: all work under it has ended, so there is nothing to wait for.
    if record.holder == identity, !isPromised { return observed.changedAt }
    if record.holder.isEmpty {
      return observed.changedAt + (isPromised ? timings.leaseDuration : .zero)
    }
    return observed.changedAt + (record.duration ?? timings.leaseDuration)
  }

  /// Until the next look, or until the lease runs out if that comes first.
  private mutating func waitAsCandidate(
    _ now: Duration,
    _ generator: inout some RandomNumberGenerator
  ) -> Move {
    let stretch = 1 + Double.random(in: 0...LeaseTimings.jitterFactor, using: &generator)
    var time = now + timings.retryPeriod * stretch
    if let observed, freeAt(observed) > now { time = min(time, freeAt(observed)) }
    return wait(until: time, now)
  }

  /// The lease is ours, but the time since we asked for it counts: the answer may have been long on its way.
  private mutating func begin(_ now: ElectionTime) -> Move {
    let validUntil = askedAt + timings.renewDeadline
    guard now.elapsed < validUntil else { return ask(.read, now.elapsed) }
    renewedAt = askedAt
    phase = .leading(validUntil: validUntil, isRetrying: false)
    notices.append(.leads(until: validUntil))
    return wait(until: askedAt + timings.retryPeriod, now.elapsed)
  }
}
