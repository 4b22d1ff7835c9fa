package import APIMachinery
import JSON
import Synchronization
package import Time

/// A subset of kube-apiserver in one object: storage, validation, patches, watches, discovery and garbage collection.
///
/// Guarantees: every request but one that waits for a later revision is decided in one synchronous step under one lock; with the same
/// seed, clock and requests every byte is the same. Assumes that its owner calls `advance(to:)` now and then (the simulator at each
/// step, `serve` each second): that is when watches time out, bookmarks go out and garbage is collected.
package final class EmbeddedAPIServer: Sendable {
  private let state: Mutex<ServerState>
  private let requests = Mutex(RequestCounts())
  private let now: @Sendable () -> Timestamp
  package let configuration: Configuration

  package init(
    now: @escaping @Sendable () -> Timestamp,
    seed: UInt64,
    configuration: Configuration = Configuration()
  ) {
    self.now = now
    self.configuration = configuration
    var cluster = Cluster(
      catalog: ResourceCatalog(BuiltInCatalog.resources),
      seed: seed,
      now: now(),
      limits: configuration.history
    )
    let access = configuration.access
    cluster.access = AccessControl(
      access,
      seed: seed,
      keepsRecords: configuration.onDecision != nil
    )
    cluster.streamsLists = configuration.streamsLists
    cluster.populate(
      installsGatewayAPI: configuration.installsGatewayAPI,
      installsTraefik: configuration.installsTraefik,
      installsDefaultRoles: access.installsDefaultRoles ?? (access.authorization == .rbac)
    )
    state = Mutex(ServerState(cluster: cluster))
  }

  /// The instant of the server's clock.
  var timestamp: Timestamp { now() }

  /// The resourceVersion of the newest write.
  package var revision: UInt64 { state.withLock { $0.cluster.revision } }

  /// `/metrics`.
  var exposition: String { requests.withLock(\.exposition) }

  /// Only what is served is counted: anybody can make up a path, and each would be one more line for ever.
  func count(_ request: APIRequest, code: Int) {
    guard let target = ResourceTarget(request.segments),
      Review(target) != nil || state.withLock({ $0.cluster.serves(target) })
    else { return }
    requests.withLock { $0.add(request, code: code) }
  }

  /// Runs one step on the cluster, then tells observers and waiters what came of it.
  func step<Result: Sendable, Failure: Error>(
    at instant: Timestamp? = nil,
    _ body: (inout Cluster) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let instant = instant ?? now()
    defer { afterStep() }
    return try state.withLock { state throws(Failure) in
      state.cluster.now = instant
      return try body(&state.cluster)
    }
  }

  /// Sends due bookmarks, ends watches that have run their time, and collects garbage.
  package func advance(to now: Timestamp) {
    step(at: now) { cluster in
      cluster.forgetOldHistory()
      cluster.collectGarbage()
      cluster.watches.advance(to: now, revision: cluster.revision)
    }
  }

  /// The same, at the instant of the server's own clock.
  package func tick() {
    advance(to: now())
  }

  /// Forgets the history of a kind, so that only the present state can be listed and watched from.
  package func compact(_ type: ResourceType) {
    step { cluster in
      guard let resource = cluster.catalog.resource(type) else { return }
      cluster.compact(resource.storage, through: cluster.revision)
    }
  }

  /// Ends every open watch, as a restart of the server does.
  package func closeWatches() {
    step { $0.watches.closeAll() }
  }

  /// Suspends until a revision exists, or for as long as the real server would wait.
  func wait(for revision: UInt64) async {
    let deadline = now() + RevisionWaiter.patience
    await withCheckedContinuation { continuation in
      let waiter = RevisionWaiter(
        revision: revision,
        deadline: deadline,
        continuation: continuation
      )
      state.withLock { $0.waiters.append(waiter) }
      wakeWaiters()
    }
  }

  private func afterStep() {
    reportWrites()
    wakeWaiters()
  }

  private func wakeWaiters() {
    for waiter in state.withLock({ $0.dueWaiters() }) { waiter.continuation.resume() }
  }

  private func reportWrites() {
    var isFirst = true
    while let records = takeUnreported(isFirst: isFirst) {
      isFirst = false
      for record in records { configuration.onWrite?(record) }
    }
  }

  /// The writes to report next; `nil` when there are none, or when another caller is at it.
  private func takeUnreported(isFirst: Bool) -> [WriteRecord]? {
    state.withLock { state in
      if isFirst, state.isReporting { return nil }
      let records = state.cluster.unreported
      state.cluster.unreported = []
      state.isReporting = !records.isEmpty
      return records.isEmpty ? nil : records
    }
  }
}
