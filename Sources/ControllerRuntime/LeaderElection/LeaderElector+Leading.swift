import APIMachinery
import Time

/// As the holder: renew, and stop before anybody else can start (L4, L8).
extension LeaderElector {
  mutating func lead(
    _ event: Event,
    _ now: ElectionTime,
    _ validUntil: Duration,
    _ isRetrying: Bool
  ) -> Move {
    if event == .workEnded { return beginRelease(now.elapsed, yields: false) }
    guard now.elapsed < validUntil else {
      return stop(
        "the lease \(settings.key) was not renewed within \(timings.renewDeadline.goDuration)"
      )
    }
    if let drainUntil, now.elapsed >= drainUntil {
      return stop("work has not ended within \(timings.drainLimit.goDuration) of the shut-down")
    }
    switch event {
    case .due:
      // The fast path: one request, with the version that we wrote last.
      return renew(now, validUntil)
    case .written(let record):
      observe(record, now.elapsed)
      return renewed(now.elapsed)
    case .read(let record):
      observe(record, now.elapsed)
      return record.holder == identity && !isPromised ? renew(now, validUntil) : stop()
    case .missing:
      guard let record = observed?.record.unstored else { return stop() }
      return ask(
        .create(record.held(by: identity, timings, at: now.timestamp)),
        now.elapsed,
        atMost: validUntil - now.elapsed
      )
    case .failed(let sentence):
      return retry(after: sentence, now.elapsed, validUntil, isRetrying)
    case .heard, .workEnded, .shutDown:
      return resume(now.elapsed, validUntil)
    }
  }

  /// All work must end, at once or (`yields`) because the lease is wanted by another.
  mutating func stepDown(_ event: Event, _ now: ElectionTime, yields: Bool) -> Move {
    guard event == .workEnded else { return .waitForWork }
    if isShuttingDown || yields { return beginRelease(now.elapsed, yields: yields) }
    // Contending again, and not ending the process: the copies of the world are warm, so this process leads in one request where a
    // new one reads everything first; and when the API server was away for 15 s, a fleet of operators that all exit meets its return
    // with cold caches, and the kubelet's growing back-off after it. What makes exiting the safe choice elsewhere (work that may
    // still be running) cannot be here: `workEnded` says that every task of the old term has returned, and while it does not come,
    // `problem` fails the liveness probe.
    phase = .following
    return ask(.read, now.elapsed)
  }

  private var isPromised: Bool {
    guard let preferred = observed?.record.preferredHolder else { return false }
    return !preferred.isEmpty && preferred != identity
  }

  private mutating func renew(_ now: ElectionTime, _ validUntil: Duration) -> Move {
    guard let record = observed?.record else { return stop() }
    return ask(
      .replace(record.held(by: identity, timings, at: now.timestamp)),
      now.elapsed,
      atMost: validUntil - now.elapsed
    )
  }

  private mutating func renewed(_ now: Duration) -> Move {
    guard !isPromised else { return stop() }
    let validUntil = askedAt + timings.renewDeadline
    renewedAt = askedAt
    phase = .leading(validUntil: validUntil, isRetrying: false)
    notices.append(.renewed(until: validUntil))
    dueAt = askedAt + timings.retryPeriod
    return resume(now, validUntil)
  }

  /// A failed write is followed by a look at once; a failed look, or a second failed write, by a wait.
  private mutating func retry(
    after sentence: String,
    _ now: Duration,
    _ validUntil: Duration,
    _ isRetrying: Bool
  ) -> Move {
    notices.append(.failed(sentence))
    phase = .leading(validUntil: validUntil, isRetrying: !isRetrying)
    if !isRetrying { return ask(.read, now, atMost: validUntil - now) }
    dueAt = now + timings.retryPeriod
    return resume(now, validUntil)
  }

  private mutating func stop(_ reason: String? = nil) -> Move {
    let yields = isPromised && observed?.record.holder == identity
    let other = observed?.record.preferredHolder ?? ""
    let holder = observed?.record.holder ?? ""
    notices.append(
      .stops(
        reason: reason
          ?? (yields
            ? "the lease \(settings.key) is wanted for \(other)"
            : "the lease \(settings.key) is held by \(holder)")
      )
    )
    phase = .steppingDown(yields: yields)
    return .waitForWork
  }

  /// Never beyond the moment at which something must be done even if nothing happens.
  private func resume(_ now: Duration, _ validUntil: Duration) -> Move {
    .wait(max(.zero, min(dueAt, validUntil, drainUntil ?? validUntil) - now))
  }
}
