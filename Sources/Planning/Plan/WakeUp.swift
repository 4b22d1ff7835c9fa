import PhysicsResources
import Rollout
import Time

/// When to look again although nothing happened.
struct WakeUp {
  /// While a canary has weight its pods are scraped this often, whatever the analysis interval is: two scrapes see a total failure.
  static let scrapeInterval = Duration.seconds(10)
  /// The forecast's sample of the load is taken once a minute.
  static let sampleInterval = Duration.seconds(60)

  /// While a rollout is in flight nothing may stop it for longer than this, not even an event that got lost.
  static let resyncInterval = Duration.seconds(30)
  /// While a canary's weight 0 is not acknowledged.
  static let withdrawalInterval = Duration.seconds(2)

  let planner: Planner
  let before: RolloutState
  let decision: RolloutDecision
  let children: ChildPlanner.Result

  private var now: Timestamp { planner.observation.now }

  /// The earliest reason, at least a second away.
  var after: Duration? {
    let instants = [
      decision.wakeAt, nextMove, inFlight, settling, scrape, sample, floorEnd, refusalRetry,
    ]
    return instants.compactMap(\.self).min().map { max($0 - now, .seconds(1)) }
  }

  /// A pass makes one move; the next may follow from what is known already.
  private var nextMove: Timestamp? {
    decision.state.phase == before.phase && decision.state.pin == before.pin
      ? nil : now + .seconds(1)
  }

  private var inFlight: Timestamp? {
    switch decision.state.phase {
    case .steady, .rolledBack: nil
    case .initializing, .progressing, .paused, .promoting: now + Self.resyncInterval
    case .rollingBack(let retreat):
      switch retreat.stage {
      case .returning, .verifying: now + Self.withdrawalInterval
      case .draining: now + Self.resyncInterval
      }
    }
  }

  private var settling: Timestamp? {
    let roles = Roles(decision.state)
    return [roles.scaled, roles.second].compactMap(\.self)
      .compactMap { planner.view.nextSettling(of: $0) }.min()
  }

  private var scrape: Timestamp? {
    switch decision.state.phase {
    case .progressing, .paused: now + Self.scrapeInterval
    case .initializing, .steady, .promoting, .rollingBack, .rolledBack: nil
    }
  }

  /// Each service has a second of the minute for itself: 500 that were all seen at the start would else be scraped at once for ever.
  private var sample: Timestamp? {
    guard planner.observation.resource.spec.scaling.forecast.mode != .off else { return nil }
    let minute = Self.sampleInterval.components.seconds
    let second = Int64(Self.spread(planner.observation.resource.uid) % UInt64(minute))
    let sinceOwn = ((now.epochSeconds - second) % minute + minute) % minute
    return now + .seconds(minute - sinceOwn)
  }

  /// FNV-1a: the same in every process.
  private static func spread(_ uid: String) -> UInt64 {
    uid.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  private var floorEnd: Timestamp? { children.rolloutFloor?.until }

  /// Conflicts and unreadable inputs mend without an event of ours.
  private var refusalRetry: Timestamp? {
    children.conflicts.isEmpty && planner.book.unread.isEmpty && planner.book.desiredRecord != nil
      ? nil : now + Self.resyncInterval
  }
}
