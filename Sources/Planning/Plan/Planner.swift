import PhysicsResources
import Rollout

/// Decides everything about one resource from one observation: the same function behind production, dry run and simulator.
package func plan(_ observation: Observation) -> Plan {
  Planner(observation).plan()
}

/// One pass, step by step: what is asked for, what is so, what to do next, what that means for each object, what to tell.
struct Planner {
  let observation: Observation
  let book: RevisionBook
  let policy: RolloutPolicy
  let view: ServiceView

  init(_ observation: Observation) {
    self.observation = observation
    let resource = observation.resource
    book = RevisionBook(
      resource,
      records: observation.children.controllerRevisions,
      configMaps: observation.configMaps,
      secrets: observation.secrets
    )
    policy = RolloutPolicy(resource.spec)
    view = ServiceView(observation: observation)
  }

  var lostCopies: LostCopies {
    LostCopies(
      resource: observation.resource,
      records: book.records,
      children: observation.children,
      configMaps: observation.configMaps
    )
  }

  var undoChoice: UndoChoice {
    UndoChoice(resource: observation.resource, book: book, lostCopies: lostCopies)
  }

  func plan() -> Plan {
    // Children follow their owner through the garbage collector; a plan would only fight it.
    guard !observation.resource.isBeingDeleted else { return Removal(observation).plan }
    guard let state = remembered else { return waitForFirstRevision() }
    let traffic = TrafficPlanner(view: view, policy: policy, state: state)
    let finder = FactFinder(planner: self, traffic: traffic)
    let facts = finder.facts(for: state)
    let decision = RolloutEngine.decide(state, given: facts, under: policy, at: observation.now)
    let children = ChildPlanner(
      planner: self,
      traffic: traffic,
      state: decision.state,
      baseline: facts.baseline
    ).result()
    let reporter = StatusReporter(
      planner: self,
      before: state,
      decision: decision,
      facts: facts,
      checks: finder.look(in: state).checks,
      children: children
    )
    return Plan(
      actions: children.actions,
      status: reporter.status,
      mustJournal: decision.state != recorded || children.mustJournal,
      events: reporter.events + [successionEvent(of: state)].compactMap(\.self),
      wakeAfter: WakeUp(planner: self, before: state, decision: decision, children: children).after,
      unchanged: children.unchanged,
      warnings: Warnings(planner: self, problem: children.routeProblem).all
        + children.conflicts.map(\.sentence)
    )
  }

  private func nothing(_ status: PhysicsAPIStatus) -> Plan {
    Plan(
      actions: [],
      status: status,
      mustJournal: false,
      events: [],
      wakeAfter: nil,
      warnings: []
    )
  }

  /// Nothing was ever deployed, and what the spec asks for cannot be told yet.
  private func waitForFirstRevision() -> Plan {
    guard case .unknown(let obstacle) = book.desired else {
      return nothing(observation.resource.status)
    }
    var status = observation.resource.status
    status.phase = .initializing
    status.message = obstacle.sentence
    status.observedGeneration = observation.resource.generation
    status.conditions = ConditionReporter(observation: observation).initial(
      status.conditions,
      reason: obstacle.reason,
      message: obstacle.sentence
    )
    var plan = nothing(status)
    plan.wakeAfter = .seconds(30)
    plan.warnings = [obstacle.sentence]
    return plan
  }
}
