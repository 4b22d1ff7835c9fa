package import EmbeddedAPIServer
import Synchronization

/// The sentences of a plan that have come true, life by life.
package final class StruckRules: Sendable {
  private let lives = Mutex<[[String]]>([])

  package init() {}

  package func beginLife() {
    lives.withLock { $0.append([]) }
  }

  /// What is noted before the first life is none of the plan's.
  package func note(_ record: FaultRecord) {
    lives.withLock { lives in
      guard let last = lives.indices.last else { return }
      lives[last].append(record.rule)
    }
  }

  /// The sentences that no request has met in the life that they were for.
  package func unstruck(of plan: LifePlan) -> [String] {
    let lives = lives.withLock(\.self)
    return plan.lives.enumerated().flatMap { number, script in
      let struck = number < lives.count ? lives[number] : []
      return script.rules.map(\.text).filter { !struck.contains($0) }
    }
  }
}
