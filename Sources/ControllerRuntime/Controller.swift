package import APIMachinery
package import Tracing

/// Works off a queue: `workers` passes at a time, never two over the same key.
package struct Controller: Sendable {
  package typealias Reconcile = @Sendable (ObjectKey) async -> ReconcileResult

  package let name: String
  package let queue: WorkQueue
  package let workers: Int
  private let gate: WriteGate?
  private let identifiers: PassIdentifiers
  private let tracer: (any Tracer)?
  private let reconcile: Reconcile

  /// - Parameters:
  ///   - gate: keeps a pass back until the copies show what the one before wrote (Q5).
  ///   - identifiers: tell the passes apart in log and traces.
  ///   - tracer: gets one span for each pass; `nil` costs nothing.
  package init(
    name: String,
    queue: WorkQueue,
    workers: Int = 1,
    gate: WriteGate? = nil,
    identifiers: PassIdentifiers = PassIdentifiers(),
    tracer: (any Tracer)? = nil,
    reconcile: @escaping Reconcile
  ) {
    self.name = name
    self.queue = queue
    self.workers = workers
    self.gate = gate
    self.identifiers = identifiers
    self.tracer = tracer
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
      let pass = ReconcilePass(controller: name, key: key, id: identifiers.next())
      let result = await ReconcilePass.$current.withValue(pass) { await self.carryOut(pass) }
      queue.done(key, result)
    }
  }

  private func carryOut(_ pass: ReconcilePass) async -> ReconcileResult {
    guard let tracer else { return await reconcile(pass.key) }
    let span = tracer.startSpan("reconcile \(name)", context: .topLevel, ofKind: .internal)
    let result = await ServiceContext.withValue(span.context) { await reconcile(pass.key) }
    if span.isRecording { span.describe(pass, result) }
    span.end()
    return result
  }
}

extension Span {
  fileprivate func describe(_ pass: ReconcilePass, _ result: ReconcileResult) {
    updateAttributes { attributes in
      attributes["reconcile.controller"] = pass.controller
      attributes["reconcile.id"] = pass.id.description
      attributes["reconcile.name"] = pass.key.name
      attributes["reconcile.result"] = result.label
      if !pass.key.namespace.isEmpty { attributes["k8s.namespace.name"] = pass.key.namespace }
    }
    switch result {
    case .success: break
    case .failure: setStatus(SpanStatus(code: .error, message: "the pass is tried again"))
    case .refused: setStatus(SpanStatus(code: .error, message: "the object is refused"))
    }
  }
}
