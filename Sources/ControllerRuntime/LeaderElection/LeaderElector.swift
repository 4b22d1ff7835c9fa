import APIMachinery
import Time

/// Who leads: the whole logic of leader election, without a clock, a client or a lock.
///
/// Guarantees: two electors never believe at the same time that they may write, as long as their clocks run at rates less than
/// `leaseDuration : renewDeadline` apart; the time of day plays no part. A process that loses the lease contends again only when all
/// the work under it has ended.
///
/// Assumes that the API server's compare-and-swap by resource version works, and that nobody else writes our identity.
package struct LeaderElector: Sendable {
  package enum Event: Hashable, Sendable {
    /// The wait is over; also the first event of all.
    case due
    /// The answer to `read`.
    case read(LeaseRecord)
    /// The answer to `read`: there is no such lease.
    case missing
    /// The lease as a watch shows it; may be older than what we know.
    case heard(LeaseRecord)
    /// The server accepted `create` or `replace`.
    case written(LeaseRecord)
    /// The request was refused, lost a race or had no answer in time.
    case failed(String)
    /// All work under the lease has ended.
    case workEnded
    /// The process is asked to end; whoever runs the work winds it up.
    case shutDown
  }

  package enum Request: Hashable, Sendable {
    case read
    case create(LeaseRecord)
    case replace(LeaseRecord)
  }

  /// What to do next; exactly one thing at a time.
  package enum Move: Hashable, Sendable {
    case send(Request, timeout: Duration)
    /// Until then, or until something happens.
    case wait(Duration)
    case waitForWork
    case finish
  }

  /// What others must know before the next move.
  package enum Notice: Hashable, Sendable {
    /// Work may begin, and write until then.
    case leads(until: Duration)
    /// Work may write until then.
    case renewed(until: Duration)
    /// Work must end, and write no more.
    case stops(reason: String)
    /// Who leads has changed; empty when nobody does.
    case holder(String)
    case released
    case failed(String)
  }

  package struct Step: Hashable, Sendable {
    package let notices: [Notice]
    package let move: Move

    package init(notices: [Notice], move: Move) {
      self.notices = notices
      self.move = move
    }
  }

  enum Phase: Hashable {
    /// Somebody else leads, or nobody.
    case following
    /// Work runs and may write until `validUntil`, unless it is renewed; `isRetrying` when the last request failed.
    case leading(validUntil: Duration, isRetrying: Bool)
    /// Work must not write, and has not ended yet.
    case steppingDown(yields: Bool)
    /// Work has ended; the lease is given back, or left to run out if that fails twice.
    case releasing(isRetrying: Bool, yields: Bool)
    case finished
  }

  /// The lease as it was last seen, and when it last said something new (L2).
  struct Observation: Hashable {
    var record: LeaseRecord
    var changedAt: Duration
  }

  let settings: LeaseSettings
  var phase = Phase.following
  var observed: Observation?
  var notices: [Notice] = []
  /// When the pending request was asked for, which is before anybody else can have heard of it.
  var askedAt: Duration = .zero
  /// When the last successful renewal was asked for.
  var renewedAt: Duration?
  var dueAt: Duration = .zero
  /// The end of the time that work gets on shut-down; set by `shutDown`.
  var drainUntil: Duration?
  var isShuttingDown = false

  package init(_ settings: LeaseSettings) {
    self.settings = settings
  }

  package mutating func step(
    _ event: Event,
    at now: ElectionTime,
    using generator: inout some RandomNumberGenerator
  ) -> Step {
    notices = []
    if case .shutDown = event {
      isShuttingDown = true
      drainUntil = now.elapsed + timings.drainLimit
    }
    let move =
      switch phase {
      case .following: follow(event, now, &generator)
      case .leading(let validUntil, let isRetrying): lead(event, now, validUntil, isRetrying)
      case .steppingDown(let yields): stepDown(event, now, yields: yields)
      case .releasing(let isRetrying, let yields): release(event, now, isRetrying, yields: yields)
      case .finished: Move.finish
      }
    return Step(notices: notices, move: move)
  }

  /// Whether work may be running: it must end before anything but this lease is thought of.
  package var hasWork: Bool {
    switch phase {
    case .leading, .steppingDown, .releasing: true
    case .following, .finished: false
    }
  }

  package var isLeading: Bool {
    if case .leading = phase { true } else { false }
  }

  /// Who leads as far as we know; empty when nobody does.
  package var holder: String { observed?.record.holder ?? "" }

  /// Why the process had better be killed (L6): the lease ran out long ago, and the work under it has not ended.
  ///
  /// A follower is healthy, and so is a leader for whom the API server cannot be reached: it has stopped writing, and another process
  /// in its place could not do better.
  package func problem(at now: Duration) -> String? {
    guard hasWork, let renewedAt,
      now - renewedAt > timings.leaseDuration + timings.healthTolerance
    else { return nil }
    let age = Duration.seconds((now - renewedAt).components.seconds)
    return "the lease \(settings.key) was last renewed \(age.goDuration) ago, "
      + "and the work under it has not ended; restart this process"
  }

  var timings: LeaseTimings { settings.timings }
  var identity: String { settings.identity }

  /// Takes note of the lease as an answer gives it: an answer is the truth, even where a backup was restored and versions went back.
  mutating func observe(_ record: LeaseRecord, _ now: Duration) {
    guard let known = observed else {
      observed = Observation(record: record, changedAt: now)
      if !record.holder.isEmpty { notices.append(.holder(record.holder)) }
      return
    }
    let isNews = !known.record.says(theSameAs: record)
    observed = Observation(record: record, changedAt: isNews ? now : known.changedAt)
    if known.record.holder != record.holder { notices.append(.holder(record.holder)) }
  }

  /// Whether a watch, which may lag, shows something older than what is known.
  func isOutdated(_ record: LeaseRecord) -> Bool {
    guard let known = observed?.record, known != record, known.object.uid == record.object.uid
    else { return false }
    return ResourceVersion.isAtLeast(known.resourceVersion, record.resourceVersion) == true
  }

  mutating func ask(_ request: Request, _ now: Duration, atMost limit: Duration? = nil) -> Move {
    askedAt = now
    let timeout = timings.requestTimeout
    return .send(request, timeout: min(timeout, limit ?? timeout))
  }

  mutating func wait(until time: Duration, _ now: Duration) -> Move {
    dueAt = time
    return resume(now)
  }

  /// Goes on waiting after something that changed nothing.
  func resume(_ now: Duration) -> Move { .wait(max(.zero, dueAt - now)) }
}
