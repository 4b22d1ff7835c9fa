import APIMachinery
import ControllerRuntime
import Forecast
import KubernetesClient
import Logging
import PhysicsResources
import Planning
import Synchronization
import Time

/// The Secrets whose content belongs to revisions: each watched by its name, from the moment that a resource tracks it until none does.
///
/// The operator has no right to list Secrets unless somebody grants it, and a namespace's other Secrets are none of its business. Of the
/// content a digest is kept and nothing else.
final class TrackedSecrets: Sendable {
  private struct State {
    var watches: [ObjectKey: SecretWatch] = [:]
    /// Watches that nobody runs yet.
    var unbegun: [SecretWatch] = []
    var count: UInt64 = 0
  }

  private let client: KubernetesClient
  private let clock: any WallClock
  private let seed: UInt64
  private let logger: Logger
  private let onChange: @Sendable (ObjectKey) -> Void
  private let state = Mutex(State())
  private let (wakeups, waker) = AsyncStream.makeStream(
    of: Void.self,
    bufferingPolicy: .bufferingNewest(1)
  )

  /// - Parameter onChange: called with the key of a Secret whose content may be another one.
  init(
    client: KubernetesClient,
    clock: any WallClock,
    seed: UInt64,
    logger: Logger,
    onChange: @escaping @Sendable (ObjectKey) -> Void
  ) {
    self.client = client
    self.clock = clock
    self.seed = seed
    self.logger = logger
    self.onChange = onChange
  }

  /// Watches these and no others; the watches begin in `run`.
  func follow(_ wanted: [ObjectKey]) {
    state.withLock { state in
      for key in state.watches.keys.sorted() where !wanted.contains(key) {
        state.watches.removeValue(forKey: key)?.end()
      }
      for key in wanted where state.watches[key] == nil {
        state.count += 1
        let watch = watch(key, number: state.count)
        state.watches[key] = watch
        state.unbegun.append(watch)
      }
    }
    waker.yield()
  }

  /// Runs the watches until the task is cancelled.
  func run() async {
    await withDiscardingTaskGroup { group in
      for await _ in wakeups {
        for watch in takeUnbegun() { group.addTask { await watch.run() } }
      }
      group.cancelAll()
    }
  }

  /// What is known of a Secret now; asked from the server while its watch has not said anything.
  ///
  /// - Parameter owner: the UID of the resource that asks: equal Secrets of two services have different digests.
  func content(of key: ObjectKey, for owner: String) async -> SecretContent {
    if let watch = state.withLock({ $0.watches[key] }), watch.hasSynced {
      return watch.fingerprint.map { .digest(SecretFingerprint.digest($0, for: owner)) } ?? .missing
    }
    do throws(APIError) {
      let secret = SecretFingerprint.only(of: try await client.get(.secrets, key))
      let fingerprint = SecretFingerprint.of(secret)
      return .digest(SecretFingerprint.digest(fingerprint, for: owner))
    } catch {
      return error.isNotFound ? .missing : .unreadable("\(error)")
    }
  }

  /// For tests and curiosity: which Secrets are watched.
  var followed: [ObjectKey] { state.withLock { $0.watches.keys.sorted() } }

  private func takeUnbegun() -> [SecretWatch] {
    state.withLock { state in
      defer { state.unbegun = [] }
      return state.unbegun
    }
  }

  private func watch(_ key: ObjectKey, number: UInt64) -> SecretWatch {
    let informer = Informer(
      .secrets,
      ResourceSelection(namespace: key.namespace, fields: "metadata.name=\(key.name)"),
      keeping: SecretFingerprint.only,
      client: client,
      clock: clock,
      generator: SplitMix64(seed: seed &+ number),
      logger: logger
    )
    let onChange = onChange
    informer.onChange { change in if !change.isResync { onChange(key) } }
    return SecretWatch(key: key, informer: informer)
  }
}
