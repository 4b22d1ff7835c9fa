import APIMachinery

/// Runs informers and controllers together: first all copies are complete, then the work begins.
package struct Manager: Sendable {
  package let informers: [Informer]
  package let controllers: [Controller]

  package init(informers: [Informer], controllers: [Controller]) {
    self.informers = informers
    self.controllers = controllers
  }

  /// Runs until `shutDown` has let the controllers finish, or the task is cancelled, which also cancels passes under way.
  package func run() async {
    await withDiscardingTaskGroup { group in
      for informer in informers { group.addTask { await informer.run() } }
      await runControllers()
      group.cancelAll()
    }
  }

  /// Lets the controllers finish what is due, then ends `run`.
  package func shutDown() {
    for controller in controllers { controller.queue.shutDown() }
  }

  /// Every informer has read its collection.
  package var hasSynced: Bool { informers.allSatisfy(\.hasSynced) }

  /// Why the operator cannot be trusted to act now, one sentence each; empty when it can.
  package var problems: [String] {
    informers.compactMap { informer in
      let health = informer.health
      if let error = health.lastError { return "\(error)" }
      return health.hasSynced ? nil : "\(informer.type.qualifiedName) are not read yet; wait"
    }
  }

  package var statistics: RuntimeStatistics {
    RuntimeStatistics(
      queues: controllers.map { controller in
        RuntimeStatistics.Queue(
          controller: controller.name,
          counters: controller.queue.statistics
        )
      },
      reflectors: informers.map { informer in
        RuntimeStatistics.Reflector(
          resource: informer.type.qualifiedName,
          counters: informer.statistics,
          objects: informer.store.count
        )
      }
    )
  }

  private func runControllers() async {
    do {
      for informer in informers { try await informer.waitForSync() }
    } catch {
      return
    }
    await withDiscardingTaskGroup { group in
      for controller in controllers { group.addTask { await controller.run() } }
    }
  }
}
