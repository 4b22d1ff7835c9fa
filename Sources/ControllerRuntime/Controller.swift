package import APIMachinery

/// Works off a queue: `workers` passes at a time, never two over the same key.
package struct Controller: Sendable {
  package typealias Reconcile = @Sendable (ObjectKey) async -> ReconcileResult

  package let name: String
  package let queue: WorkQueue
  private let workers: Int
  private let reconcile: Reconcile

  package init(
    name: String,
    queue: WorkQueue,
    workers: Int = 1,
    reconcile: @escaping Reconcile
  ) {
    self.name = name
    self.queue = queue
    self.workers = workers
    self.reconcile = reconcile
  }

  /// Works until the queue is shut down and empty, or the task is cancelled; passes under way are waited for.
  package func run() async {
    await withDiscardingTaskGroup { group in
      group.addTask { await queue.keepTime() }
      await withDiscardingTaskGroup { group in
        for _ in 0..<workers { group.addTask { await work() } }
      }
      group.cancelAll()
    }
  }

  private func work() async {
    while let key = await queue.next() {
      queue.done(key, await reconcile(key))
    }
  }
}
