import Time

/// What the server's lock guards: the cluster, and who waits for it to move on.
struct ServerState: Sendable {
  var cluster: Cluster
  var waiters: [RevisionWaiter] = []
  /// Whether some caller is telling the observers; another caller's writes are told by it too, so that the order holds.
  var isReporting = false

  init(cluster: Cluster) {
    self.cluster = cluster
  }

  /// Takes out the waiters whose revision has come or whose patience is over.
  mutating func dueWaiters() -> [RevisionWaiter] {
    let due = waiters.filter { $0.isDue(at: cluster.now, revision: cluster.revision) }
    waiters.removeAll { $0.isDue(at: cluster.now, revision: cluster.revision) }
    return due
  }
}

/// A read of a revision that does not exist yet.
struct RevisionWaiter: Sendable {
  /// How long the server waits for a revision (`watch_cache.go`).
  static let patience = Duration.seconds(3)

  let revision: UInt64
  let deadline: Timestamp
  let continuation: CheckedContinuation<Void, Never>

  func isDue(at now: Timestamp, revision current: UInt64) -> Bool {
    current >= revision || now >= deadline
  }
}
