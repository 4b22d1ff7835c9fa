package import APIMachinery
package import ControllerRuntime
import KubernetesClient
import Logging
import PhysicsResources
import Planning
import Time

/// One pass over one resource: observe, plan, journal, write, tell.
package struct PhysicsAPIReconciler: Sendable {
  /// While a canary has traffic that it should not have, a failed write is repeated this soon.
  static let urgentBackOffCap = Duration.seconds(2)

  let caches: ObjectCaches
  let resources: ReadResources
  let gatherer: Gatherer
  let applier: Applier
  let statusWriter: StatusWriter
  let events: EventRecorder
  let logger: Logger
  let counters: OperatorCounters

  package func reconcile(_ key: ObjectKey) async -> ReconcileResult {
    guard let object = caches.object(.physicsAPIs, key) else {
      gatherer.memories.forget(key)
      resources.forget(key)
      caches.gate.forget(key)
      return .success()
    }
    guard !object.isBeingDeleted else { return await remove(object) }
    do throws(PhysicsAPIError) {
      let resource = try resources.read(object)
      let observation = await gatherer.observe(resource)
      let memory = gatherer.memories.memory(of: resource)
      memory.withState { [alone = observation.replicasByHPAAlone] in
        $0.load.replicasByHPAAlone = alone
      }
      let result = await carryOut(plan(observation), for: resource, object)
      // A pass that owes something comes again soon, and that goes first.
      if case .success = result { await saveLoad(of: resource, memory, ifDue: true) }
      return result
    } catch {
      return await refuse(object, because: error)
    }
  }

  private func carryOut(
    _ plan: Plan,
    for resource: PhysicsAPI,
    _ object: APIObject
  ) async -> ReconcileResult {
    let journalError = plan.mustJournal ? await write(plan.status, on: object) : nil
    let isJournalled = journalError == nil
    let actions =
      isJournalled ? plan.actions : plan.actions.filter { $0.urgency == .takesTrafficAway }
    let outcome = await applier.apply(actions, for: resource.key)
    counters.noteSuppressedWrites(plan.unchanged)
    let memory = gatherer.memories.memory(of: resource)
    memory.add(outcome.namesakes)
    if isJournalled { memory.remember(outcome.refusals) }
    let reportError = plan.mustJournal ? journalError : await write(plan.status, on: object)
    if isJournalled, reportError == nil {
      tell(plan.events, about: object)
      counters.noteOutcomes(in: plan.status, after: resource.status)
    }
    log(outcome)
    if isJournalled, reportError == nil, outcome.isComplete {
      return .success(wakeAfter: plan.wakeAfter)
    }
    return .failure(
      backOffCap: outcome.owesTrafficDecrease
        ? Self.urgentBackOffCap : WorkQueueState.backOffCap,
      wakeAfter: plan.wakeAfter,
      retryAfter: [outcome.retryAfter, journalError?.retryAfter, reportError?.retryAfter]
        .compactMap(\.self).max()
    )
  }

  /// What went wrong, if anything.
  private func write(_ status: PhysicsAPIStatus, on object: APIObject) async -> APIError? {
    do throws(APIError) {
      try await statusWriter.write(status, on: object)
      return nil
    } catch {
      if !error.isConflict, !error.isFenced, !error.isCancelled {
        logger.warning("the status is not written: \(error)")
      }
      return error
    }
  }

  /// Whatever its specification says: nothing of it matters any more.
  private func remove(_ object: APIObject) async -> ReconcileResult {
    let routes = gatherer.userRoutes(RouteReference.all(in: object), in: object.namespace)
    let now = gatherer.clock.timestamp.wholeSeconds
    let plan = Removal(of: object, routes: routes, at: now).plan
    let outcome = await applier.apply(plan.actions, for: object.key)
    log(outcome)
    guard !outcome.isComplete else { return .success(wakeAfter: plan.wakeAfter) }
    return .failure(
      backOffCap: Self.urgentBackOffCap,
      wakeAfter: plan.wakeAfter,
      retryAfter: outcome.retryAfter
    )
  }

  /// A resource that the API server let pass and that we cannot work on.
  private func refuse(_ object: APIObject, because error: PhysicsAPIError) async -> ReconcileResult
  {
    logger.warning("\(error)")
    let now = gatherer.clock.timestamp.wholeSeconds
    if let resource = resources.lastReadable(object), resource.status.canary != nil {
      // A canary that takes traffic is not left alone because of a slip in its specification.
      var plan = plan(await gatherer.observe(resource))
      plan.status = InvalidSpec.note(error, of: object, in: plan.status, at: now)
      return await carryOut(plan, for: resource, object)
    }
    let status = InvalidSpec.status(of: object, because: error, at: now)
    let failure = await write(status, on: object)
    return failure.map { .failure(retryAfter: $0.retryAfter) } ?? .refused
  }

  private func tell(_ events: [PlannedEvent], about object: APIObject) {
    for event in events {
      self.events.record(
        EventReport(
          event.severity == .warning ? .warning : .normal,
          reason: event.reason,
          action: event.subject.isEmpty ? event.reason : "\(event.reason):\(event.subject)",
          note: event.message,
          regarding: object
        )
      )
    }
  }

  /// Which resource it is about stands on every line of a pass.
  private func log(_ outcome: Applier.Outcome) {
    for action in outcome.sent { logger.info("\(action.id): \(action.reason)") }
    for refusal in outcome.refusals { logger.warning("\(refusal.message)") }
  }
}
