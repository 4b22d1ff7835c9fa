import Time

extension SimulatedPod {
  /// Goes over to another state, noting when readiness changes by it.
  mutating func enter(_ next: PodLife, at now: Timestamp) {
    if next.isReady != life.isReady { readinessChangedAt = now }
    life = next
    statusIsStale = true
  }

  /// The process has ended by itself or was killed.
  mutating func end(exitCode: Int, reason: String, at now: Timestamp) {
    lastTermination = ContainerTermination(
      exitCode: exitCode,
      reason: reason,
      startedAt: life.startedAt ?? now,
      finishedAt: now
    )
  }

  /// Starts the graceful end once the API asks for it, and says whether it has begun now; a later, shorter grace moves it forward.
  mutating func noteDeletion(shutDown: Duration) -> Bool {
    guard let graceEnd else { return false }
    if case .lost = life { return false }
    let grace = Duration.seconds(graceSeconds)
    let planned = PodDeletion(
      requestedAt: graceEnd - grace,
      grace: life.startedAt == nil ? .zero : grace,
      preStop: traits.preStop,
      shutDown: shutDown
    )
    let isNew = deletion == nil
    guard let known = deletion, known.goneAt <= planned.goneAt else {
      deletion = planned
      return isNew
    }
    return false
  }
}

extension SimulatedPod {
  /// The process is gone with its node; the API still shows what it last heard.
  mutating func loseProcess(at now: Timestamp) {
    life = .lost(since: now, looksReadySince: life.readySince)
    deletion = nil
  }

  /// The API learns that the node is silent.
  mutating func showLoss(at now: Timestamp) {
    guard case .lost(let since, .some) = life else { return }
    enter(.lost(since: since, looksReadySince: nil), at: now)
  }
}
