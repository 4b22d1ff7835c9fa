package import APIMachinery

/// Works off a queue: `workers` passes at a time, never two over the same key.
package struct Controller: Sendable {
  package typealias Reconcile = @Sendable (ObjectKey) async -> ReconcileResult

  package let name: String
  package let queue: WorkQueue
  private let workers: Int
  private let gate: WriteGate?
  private let reconcile: Reconcile

  /// - Parameter gate: keeps a pass back until the copies show what the one before wrote (Q5).
  package init(
    name: String,
    queue: WorkQueue,
    workers: Int = 1,
    gate: WriteGate? = nil,
    reconcile: @escaping Reconcile
  ) {
    self.name = name
    self.queue = queue
    self.workers = workers
    self.gate = gate
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
      if let pause = gate?.pause(before: key) {
        queue.postpone(key, by: pause)
        continue
      }
      queue.done(key, await reconcile(key))
    }
  }
}
