package import APIMachinery

/// Runs informers and controllers together: first all copies are complete, then the lease is won, then the work begins.
///
/// Followers keep their copies in step, so that a new leader needs no time to learn the world.
package struct Manager: Sendable {
  package let informers: [Informer]
  package let controllers: [Controller]
  /// `nil` for a process that is known to be alone.
  package let election: LeaderElection?
  private let events: EventRecorder?
  private let companions: [@Sendable () async -> Void]
  private let isExpected: @Sendable (ResourceType) -> Bool
  private let drain: @Sendable () async -> Void
  private let onLeading: @Sendable () -> Void
  private let onStopping: @Sendable () async -> Void
  private let stopping = Latch()

  /// How long the events of the last passes may hold up the end.
  static let drainLimit: Duration = .seconds(1)

  /// - Parameters:
  ///   - events: sent while work goes on; those that still wait at its end are sent before the lease is given back.
  ///   - companions: run beside the informers from the beginning, whoever leads, and are cancelled at the end.
  ///   - isExpected: whether the server is supposed to serve a type; one that it does not serve is neither waited for nor a problem.
  ///   - drain: returns when passes under way have had their time at the end of a process without a lease (a lease sees to that); as it
  ///     is given here, they have all the time that they want.
  ///   - onLeading: called whenever work begins, before the first pass.
  ///   - onStopping: called when the work was asked to end and the last pass has, while this process still leads; cut short with the passes.
  package init(
    informers: [Informer],
    controllers: [Controller],
    events: EventRecorder? = nil,
    election: LeaderElection? = nil,
    companions: [@Sendable () async -> Void] = [],
    isExpected: @escaping @Sendable (ResourceType) -> Bool = { _ in true },
    drain: @escaping @Sendable () async -> Void = { try? await Latch().wait() },
    onLeading: @escaping @Sendable () -> Void = {},
    onStopping: @escaping @Sendable () async -> Void = {}
  ) {
    self.informers = informers
    self.controllers = controllers
    self.events = events
    self.election = election
    self.companions = companions
    self.isExpected = isExpected
    self.drain = drain
    self.onLeading = onLeading
    self.onStopping = onStopping
  }

  /// Runs until `shutDown` has let passes under way end, or the task is cancelled, which also cancels those.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for informer in informers { group.addTask { await informer.run() } }
      for companion in companions { group.addTask { await companion() } }
      await lead()
      group.cancelAll()
    }
  }

  /// Takes no more keys, lets the passes under way end, gives the lease back and then ends `run`.
  ///
  /// Keys that are due are left to the successor, who looks at every object anyway.
  package func shutDown() {
    for controller in controllers { controller.queue.shutDown(droppingDue: true) }
    stopping.open()
    election?.shutDown()
  }

  /// Every informer has read its collection, if the server serves it.
  package var hasSynced: Bool {
    informers.allSatisfy { $0.hasSynced || !isExpected($0.type) }
  }

  /// The copies, in the order of the informers.
  package var caches: [CacheState] {
    informers.map { CacheState($0, isExpected: isExpected($0.type)) }
  }

  /// Why the operator cannot be trusted to act now, one sentence each; empty when it can.
  package var problems: [String] { caches.compactMap(\.problem) }

  package var statistics: RuntimeStatistics {
    RuntimeStatistics(
      queues: controllers.map { controller in
        RuntimeStatistics.Queue(
          controller: controller.name,
          workers: controller.workers,
          counters: controller.queue.statistics
        )
      },
      reflectors: informers.map(\.reflectorStatistics),
      election: election?.statistics
    )
  }

  /// A process that cannot see does not contend: another one may be able to.
  private func lead() async {
    let hasSynced = await stopping.interrupting {
      do {
        for informer in informers where isExpected(informer.type) {
          try await informer.waitForSync()
        }
        return true
      } catch {
        return false
      }
    }
    guard hasSynced == true else { return }
    guard let election else { return await workAlone() }
    await election.run { await work() }
  }

  private func workAlone() async {
    await withTaskGroup { group in
      group.addTask { await work() }
      group.addTask {
        try? await stopping.wait()
        await drain()
      }
      await group.next()
      group.cancelAll()
    }
  }

  private func work() async {
    onLeading()
    await withDiscardingTaskGroup { group in
      if let events { group.addTask { await events.run() } }
      await withDiscardingTaskGroup { group in
        for controller in controllers { group.addTask { await controller.run() } }
      }
      if !Task.isCancelled { await onStopping() }
      await events?.drain(atMost: Self.drainLimit)
      group.cancelAll()
    }
  }
}
