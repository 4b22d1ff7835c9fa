package import APIMachinery
import ControllerRuntime
package import KubernetesClient
package import Logging
import PhysicsResources
package import Planning
package import Time

/// Follows one service with what belongs to it, until the task is cancelled.
package struct ServiceWatch: Sendable {
  /// How often the picture is told although nothing changed: the time left in it does.
  private static let interval = Duration.seconds(1)

  private let key: ObjectKey
  private let clock: any WallClock
  private let informers: [Informer]

  package init(
    _ key: ObjectKey,
    client: KubernetesClient,
    clock: any WallClock,
    seed: UInt64,
    logger: Logger
  ) {
    self.key = key
    self.clock = clock
    let own = ResourceSelection(namespace: key.namespace, fields: "metadata.name=\(key.name)")
    let all =
      [(ResourceType.physicsAPIs, own)]
      + ServiceReader.childTypes.map { ($0, ServiceReader.selection(of: key)) }
    informers = all.enumerated().map { index, part in
      Informer(
        part.0,
        part.1,
        client: client,
        clock: clock,
        generator: WatchJitter(state: seed &+ UInt64(index)),
        logger: logger
      )
    }
  }

  /// Tells the service at every change and every second; `nil` once it is gone.
  package func run(
    tell: @escaping @Sendable (ServiceReport?) async throws -> Void
  ) async throws {
    let (changes, source) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    for informer in informers { informer.onChange { _ in source.yield() } }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for informer in informers { group.addTask { await informer.run() } }
      group.addTask {
        while true {
          try await clock.sleep(for: Self.interval)
          source.yield()
        }
      }
      group.addTask {
        for await _ in changes {
          try refuseForbidden()
          if isComplete { try await tell(report) }
        }
      }
      try await group.next()
      group.cancelAll()
    }
  }

  /// With half of the children the picture would show the others as gone; those that may not be read are left out, as was said already.
  private var isComplete: Bool {
    informers[0].hasSynced
      && informers.allSatisfy { $0.hasSynced || $0.health.lastError != nil }
  }

  private func refuseForbidden() throws {
    guard !informers[0].hasSynced, let error = informers[0].health.lastError, error.isForbidden
    else { return }
    throw error
  }

  private var report: ServiceReport? {
    guard let object = informers[0].store.all.first(where: { $0.key == key }) else { return nil }
    var children = ObservedChildren()
    for informer in informers.dropFirst() {
      for child in informer.store.all { children.insert(child, as: informer.type) }
    }
    return ServiceReport(object, children: children, at: clock.timestamp)
  }
}

/// SplitMix64: watches that end together should not begin together.
private struct WatchJitter: RandomNumberGenerator, Sendable {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
