package import EmbeddedAPIServer
import Synchronization
package import Time
import Transport

/// All oracles over one world: hears of its writes and of the operator's requests, and keeps what is wrong.
package final class OracleBench: Sendable {
  fileprivate struct State {
    var world = RecordedWorld()
    var oracles: [any Oracle] = OracleBench.oracles
    var repetitions = RepetitionWatch()
    var breaches: [Breach] = []
    var version: UInt64 = 0
    var writes = 0
    var operatorSince: Timestamp?
  }

  /// Enough to understand a run; the first one is what matters.
  fileprivate static let breachesMax = 50

  private static var oracles: [any Oracle] {
    [
      WeightOracle(), DrainOracle(), SelectorOracle(), CapacityOracle(), VerbOracle(),
      DeadlineOracle(), PromotionOracle(), StatusOracle(), OwnershipOracle(), CountOracle(),
    ]
  }

  private let state = Mutex(State())
  private let now: @Sendable () -> Timestamp

  package init(now: @escaping @Sendable () -> Timestamp) {
    self.now = now
  }

  /// In the order in which they were seen.
  package var breaches: [Breach] { state.withLock(\.breaches) }

  /// Committed writes of the operator.
  package var writes: Int { state.withLock(\.writes) }

  /// What a world is to tell the bench.
  package var observers: WorldObservers {
    WorldObservers(
      onWrite: { self.observe($0) },
      onSend: { self.send($0) },
      onAnswer: { self.answer($0, $1) }
    )
  }

  /// Deadlines run while somebody is there to keep them.
  package func operatorStarted() {
    let instant = now()
    state.withLock { $0.operatorSince = instant }
  }

  package func operatorStopped() {
    state.withLock { $0.operatorSince = nil }
  }

  package func observe(_ record: WriteRecord) {
    let instant = now()
    state.withLock { state in
      let before = state.world
      state.world.apply(record)
      state.repetitions.see(record)
      state.version = record.resourceVersion
      let moment = OracleMoment(
        record: record,
        before: before,
        after: state.world,
        now: instant,
        operatorSince: state.operatorSince
      )
      if moment.isOurs { state.writes += 1 }
      for index in state.oracles.indices {
        let found = state.oracles[index].see(moment)
        state.keep(found)
      }
    }
  }

  private func send(_ request: HTTPRequest) {
    let instant = now()
    state.withLock { state in
      let version = state.version
      let breach = state.repetitions.send(request, version: version, at: instant)
      state.keep([breach].compactMap(\.self))
    }
  }

  private func answer(_ request: HTTPRequest, _ status: Int) {
    state.withLock { $0.repetitions.answer(request, status: status, version: $0.version) }
  }
}

extension OracleBench.State {
  fileprivate mutating func keep(_ found: [Breach]) {
    breaches += found.prefix(max(0, OracleBench.breachesMax - breaches.count))
  }
}
