import Time

/// The graceful end of a pod: it serves through its pre-stop sleep, refuses connections from SIGTERM on, and is gone after that.
struct PodDeletion: Hashable, Sendable {
  let signalledAt: Timestamp
  let goneAt: Timestamp

  /// - Parameters:
  ///   - requestedAt: when the deletion was asked for.
  ///   - grace: all the time that the pod has, including its pre-stop sleep.
  init(requestedAt: Timestamp, grace: Duration, preStop: Duration, shutDown: Duration) {
    signalledAt = requestedAt + min(preStop, grace)
    goneAt = requestedAt + min(grace, preStop + shutDown)
  }
}
