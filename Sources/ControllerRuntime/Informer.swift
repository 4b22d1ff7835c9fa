package import APIMachinery
package import KubernetesClient
package import Logging
import Synchronization
package import Time

/// Keeps a store in step with one selection of the API server's objects and tells others of each change.
///
/// Guarantees: handlers run one after the other, in the order of the changes, after the store shows the change; at start and after a gap
/// they get the difference, not the events. Objects carry no `managedFields`. Shared by any number of controllers.
package final class Informer: Sendable {
  package typealias Handler = @Sendable (StoreChange) -> Void

  private struct State {
    var handlers: [Handler] = []
    var health = InformerHealth()
    var statistics = ReflectorStatistics()
  }

  /// How often every object is told again although nothing happened: controller-runtime's 10 h, 10 % up or down so that a fleet
  /// does not do it together.
  package static let resyncPeriod: ClosedRange<Duration> = .seconds(32_400)...(.seconds(39_600))

  package let type: ResourceType
  package let selection: ResourceSelection
  package let store: Store
  private let client: KubernetesClient
  private let clock: any WallClock
  private let generator: any RandomNumberGenerator & Sendable
  private let logger: Logger
  private let keeping: (@Sendable (APIObject) -> APIObject)?
  private let start: Latch?
  private let synced = Latch()
  /// Held while a change enters the store and is told, so that no two are told at a time.
  private let delivery = Mutex<Void>(())
  private let state = Mutex(State())

  /// - Parameters:
  ///   - keeping: what is kept of each object; its metadata must stay.
  ///   - start: opened when the server serves the type; until then nothing is asked.
  ///   - generator: draws jitter and watch time-outs; give each informer one of its own.
  package init(
    _ type: ResourceType,
    _ selection: ResourceSelection = .all,
    indexes: [StoreIndex] = [],
    keeping: (@Sendable (APIObject) -> APIObject)? = nil,
    startingWhen start: Latch? = nil,
    client: KubernetesClient,
    clock: any WallClock,
    generator: any RandomNumberGenerator & Sendable,
    logger: Logger
  ) {
    self.type = type
    self.selection = selection
    self.client = client
    self.clock = clock
    self.generator = generator
    self.logger = logger
    self.keeping = keeping
    self.start = start
    store = Store(indexes: indexes)
  }

  /// Adds a handler, which must return at once; to be called before `run`.
  package func onChange(_ handler: @escaping Handler) {
    state.withLock { $0.handlers.append(handler) }
  }

  /// Follows the server until the task is cancelled; nothing that the server does ends it.
  package func run() async {
    if let start {
      do { try await start.wait() } catch { return }
    }
    await withDiscardingTaskGroup { group in
      group.addTask { await self.resync() }
      var reflector = Reflector(
        client: client,
        type: type,
        selection: selection,
        keeping: keeping,
        clock: clock,
        generator: generator,
        deliver: { self.accept($0) }
      )
      await reflector.run()
      group.cancelAll()
    }
  }

  /// The collection was read as a whole at least once, and the handlers have seen it.
  package var hasSynced: Bool { synced.isOpen }

  package func waitForSync() async throws(CancellationError) {
    try await synced.wait()
  }

  /// The version up to which the store shows everything; empty before the first complete read.
  package var lastSeenResourceVersion: String { store.resourceVersion }

  /// The time of the clock that `health` is told in.
  package var now: Timestamp { clock.timestamp }
  package var health: InformerHealth { state.withLock { $0.health } }
  package var statistics: ReflectorStatistics { state.withLock { $0.statistics } }

  private func accept(_ delivery: ReflectorDelivery) {
    switch delivery {
    case .replaced(let objects, let version):
      noteContact { $0.lists += 1 }
      tell { $0.replace(objects, resourceVersion: version) }
      state.withLock { $0.health.hasSynced = true }
      synced.open()
    case .changed(let event):
      noteContact { $0.events += 1 }
      tell { $0.apply(event).map { [$0] } ?? [] }
    case .advanced(let version):
      noteContact { $0.events += 1 }
      store.update { $0.advance(to: version) }
    case .watching:
      noteContact { $0.watches += 1 }
      state.withLock { $0.health.watchingSince = $0.health.lastContact }
    case .failed(let error): noteFailure(error)
    }
  }

  private func tell(_ change: @Sendable (inout StoreState) -> [StoreChange]) {
    let handlers = state.withLock { $0.handlers }
    delivery.withLock { _ in
      for change in store.update(change) {
        for handler in handlers { handler(change) }
      }
    }
  }

  /// Tells every object of the copy again from time to time; the server is not asked (R11).
  private func resync() async {
    var generator: any RandomNumberGenerator = generator
    while true {
      let seconds =
        Self.resyncPeriod.lowerBound.components
        .seconds...Self.resyncPeriod.upperBound
        .components.seconds
      let delay = Duration.seconds(Int64.random(in: seconds, using: &generator))
      do { try await clock.sleep(for: delay) } catch { return }
      tell { $0.all.map { .updated(old: $0, new: $0) } }
    }
  }

  private func noteContact(_ count: (inout ReflectorStatistics) -> Void) {
    let now = clock.timestamp
    state.withLock { state in
      count(&state.statistics)
      state.health.lastContact = now
      state.health.lastError = nil
    }
  }

  /// Tells the log of a new kind of failure once, not of every attempt.
  ///
  /// An expired version is routine: the next step reads the collection anew.
  private func noteFailure(_ error: APIError) {
    let isNew = state.withLock { state in
      state.statistics.failures += 1
      state.health.watchingSince = nil
      guard !error.isExpired, state.health.lastError != error else { return false }
      state.health.lastError = error
      return true
    }
    if isNew { logger.warning("\(error)") }
  }
}

extension StoreState {
  /// The change that a watch event of an object makes; `nil` for none.
  fileprivate mutating func apply(_ event: WatchEvent) -> StoreChange? {
    switch event {
    case .added(let object), .modified(let object): put(object)
    case .deleted(let object): remove(object)
    case .bookmark, .error: nil
    }
  }
}
