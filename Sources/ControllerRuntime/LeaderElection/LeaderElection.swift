import APIMachinery
package import KubernetesClient
package import Logging
import Synchronization
package import Time

/// Contends for a lease and runs work while it is held: the shell around `LeaderElector`.
///
/// Guarantees: work runs in at most one process at a time in the sense of `LeaderElector`; its writes, sent through a client that came
/// from `fenced`, leave this process only while the lease is valid; a term's tasks have all returned before the next term begins.
///
/// Candidates also watch the lease, so that one that is given back is taken at once and not at the next look. Where no role grants the
/// watch, looking is enough.
package final class LeaderElection: Sendable {
  fileprivate struct State {
    var elector: LeaderElector
    var generator: any RandomNumberGenerator & Sendable
    /// What happened while a request was under way; at most one of each kind.
    var urgent: [LeaderElector.Event] = []
    /// Opened when something urgent happens.
    var bell = Latch()
    var lastFailure = ""
    /// Renewals that had to read the lease first.
    var slowPaths = 0
  }

  /// The result of one step, as far as it concerns the work.
  private struct Outcome {
    let move: LeaderElector.Move
    let mustStop: Bool
    let hasWork: Bool
  }

  package let settings: LeaseSettings
  private let client: KubernetesClient
  private let clock: any WallClock
  private let logger: Logger
  private let stopwatch: Stopwatch
  private let fence: LeaseFence
  private let state: Mutex<State>
  private let watch: Informer

  /// - Parameters:
  ///   - client: for the lease alone; must not be fenced by this election itself.
  ///   - clock: must count the time in which the machine is suspended.
  package init(
    _ settings: LeaseSettings,
    client: KubernetesClient,
    clock: any WallClock,
    generator: any RandomNumberGenerator & Sendable,
    logger: Logger
  ) {
    self.settings = settings
    self.client = client
    self.clock = clock
    self.logger = logger
    stopwatch = Stopwatch(clock)
    fence = LeaseFence(stopwatch)
    state = Mutex(State(elector: LeaderElector(settings), generator: generator))
    watch = Informer(
      .leases,
      ResourceSelection(
        namespace: settings.key.namespace,
        fields: "metadata.name=\(settings.key.name)"
      ),
      client: client,
      clock: clock,
      generator: generator,
      logger: logger
    )
    watch.onChange { [weak self] change in
      if case .deleted = change { return }
      self?.post(.heard(LeaseRecord(change.object)))
    }
  }

  /// The client for the work: it writes only while this process leads.
  package func fenced(_ client: KubernetesClient) -> KubernetesClient {
    client.fenced { [fence] in fence.isOpen }
  }

  package var isLeading: Bool { state.withLock(\.elector.isLeading) }
  /// Who leads as far as we know; empty when nobody does.
  package var holder: String { state.withLock(\.elector.holder) }

  package var statistics: RuntimeStatistics.Election {
    state.withLock { state in
      RuntimeStatistics.Election(
        lease: settings.key.name,
        isLeading: state.elector.isLeading,
        slowPaths: state.slowPaths
      )
    }
  }

  /// Why this process had better be killed; `nil` for a healthy leader and for every follower.
  package var problem: String? {
    let now = stopwatch.elapsed
    return state.withLock { $0.elector.problem(at: now) }
  }

  /// Contends until `shutDown` has let the work end and given the lease back, or until the task is cancelled, which is a crash: the
  /// lease runs out.
  ///
  /// - Parameter lead: the work; called for each term, cancelled when the lease is lost. When it returns by itself, the lease is given
  ///   back and `run` ends.
  package func run(_ lead: @escaping @Sendable () async -> Void) async {
    defer { fence.close() }
    var move = step(.due).move
    while let first = await follow(from: move) {
      move = await self.lead(from: first, lead)
    }
  }

  /// Ends `run`: at once for a follower; for the leader when its work has ended, which whoever runs the work must see to.
  package func shutDown() {
    post(.shutDown)
  }

  /// Contends; returns the first move of a term, `nil` when all is over.
  private func follow(from first: LeaderElector.Move) async -> LeaderElector.Move? {
    await withTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask { await self.watch.run() }
      var move = first
      while !Task.isCancelled, move != .finish {
        let outcome = step(await event(after: move))
        if outcome.hasWork { return outcome.move }
        move = outcome.move
      }
      return nil
    }
  }

  /// One term: the work beside the renewals; returns when both have ended.
  private func lead(
    from first: LeaderElector.Move,
    _ work: @escaping @Sendable () async -> Void
  ) async -> LeaderElector.Move {
    await withTaskGroup(of: Void.self) { group in
      defer { group.cancelAll() }
      group.addTask {
        await work()
        self.post(.workEnded)
      }
      var move = first
      while !Task.isCancelled {
        let outcome = step(await event(after: move))
        if outcome.mustStop { group.cancelAll() }
        move = outcome.move
        if !outcome.hasWork { break }
      }
      return move
    }
  }

  /// Decides inside the lock; opens and closes the fence, and tells the log, outside it.
  private func step(_ event: LeaderElector.Event) -> Outcome {
    let now = ElectionTime(elapsed: stopwatch.elapsed, timestamp: clock.timestamp)
    let (step, hasWork) = state.withLock { state in
      (state.elector.step(event, at: now, using: &state.generator), state.elector.hasWork)
    }
    var mustStop = false
    for notice in step.notices {
      switch notice {
      case .leads(let time), .renewed(let time):
        fence.open(until: time)
      case .stops:
        fence.close()
        mustStop = true
      case .holder, .released, .failed:
        break
      }
      log(notice)
    }
    return Outcome(move: step.move, mustStop: mustStop, hasWork: hasWork)
  }

  private func event(after move: LeaderElector.Move) async -> LeaderElector.Event {
    switch move {
    case .send(let request, let timeout): await answer(to: noted(request), within: timeout)
    case .wait(let delay): await urgentEvent(within: delay) ?? .due
    case .waitForWork, .finish: await urgentEvent(within: nil) ?? .due
    }
  }
}

extension LeaderElection {
  /// client-go's slow path: a leader that reads the lease, because the write with the version that it knew was refused.
  private func noted(_ request: LeaderElector.Request) -> LeaderElector.Request {
    if request == .read {
      state.withLock { state in
        if state.elector.isLeading { state.slowPaths += 1 }
      }
    }
    return request
  }

  /// A request without an answer in time has failed, whatever the server made of it.
  private func answer(
    to request: LeaderElector.Request,
    within timeout: Duration
  ) async -> LeaderElector.Event {
    await withTaskGroup(of: LeaderElector.Event.self) { group in
      group.addTask { await self.answer(to: request) }
      group.addTask { [clock, settings] in
        try? await clock.sleep(for: timeout)
        return .failed(
          "the API server did not answer for the lease \(settings.key) within \(timeout.goDuration)"
        )
      }
      defer { group.cancelAll() }
      return await group.next() ?? .due
    }
  }

  private func answer(to request: LeaderElector.Request) async -> LeaderElector.Event {
    let manager = "leader-election"
    do throws(APIError) {
      switch request {
      case .read:
        return .read(LeaseRecord(try await client.get(.leases, settings.key)))
      case .create(let record):
        return .written(
          LeaseRecord(
            try await client.create(record.object, as: .leases, fieldManager: manager)
          )
        )
      case .replace(let record):
        return .written(
          LeaseRecord(
            try await client.replace(record.object, as: .leases, fieldManager: manager)
          )
        )
      }
    } catch {
      return request == .read && error.isNotFound ? .missing : .failed("\(error)")
    }
  }

  /// What happened meanwhile, or what happens within the delay; `nil` when nothing does, or when the task is cancelled.
  private func urgentEvent(within delay: Duration?) async -> LeaderElector.Event? {
    let bell = Latch()
    let known = state.withLock { state in
      state.bell = bell
      return state.takeUrgent()
    }
    if let known { return known }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { try? await bell.wait() }
      if let delay { group.addTask { [clock] in try? await clock.sleep(for: delay) } }
      await group.next()
      group.cancelAll()
    }
    return state.withLock { $0.takeUrgent() }
  }

  private func post(_ event: LeaderElector.Event) {
    let bell = state.withLock { state in
      state.addUrgent(event)
      return state.bell
    }
    bell.open()
  }

  private func log(_ notice: LeaderElector.Notice) {
    let metadata: Logger.Metadata = [
      "lease": "\(settings.key)", "identity": "\(settings.identity)",
    ]
    switch notice {
    case .leads:
      logger.notice("leading", metadata: metadata)
    case .stops(let reason):
      logger.notice("not leading any more: \(reason)", metadata: metadata)
    case .holder(let holder):
      let sentence = holder.isEmpty ? "nobody holds the lease" : "the lease is held by \(holder)"
      logger.info("\(sentence)", metadata: metadata)
    case .released:
      logger.info("the lease is given back", metadata: metadata)
    case .failed(let sentence):
      // Once per kind of failure, not once per attempt; a lost race is how candidates find out.
      if isNewFailure(sentence) { logger.warning("\(sentence)", metadata: metadata) }
    case .renewed:
      _ = isNewFailure("")
    }
  }

  private func isNewFailure(_ sentence: String) -> Bool {
    state.withLock { state in
      defer { state.lastFailure = sentence }
      return state.lastFailure != sentence
    }
  }
}

extension LeaderElection.State {
  /// Of several sightings of the lease only the last is of use.
  fileprivate mutating func addUrgent(_ event: LeaderElector.Event) {
    if case .heard = event {
      urgent.removeAll { if case .heard = $0 { true } else { false } }
    }
    urgent.append(event)
  }

  fileprivate mutating func takeUrgent() -> LeaderElector.Event? {
    urgent.isEmpty ? nil : urgent.removeFirst()
  }
}
