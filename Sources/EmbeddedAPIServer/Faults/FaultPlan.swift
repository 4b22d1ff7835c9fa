import Time

/// Decides which faults happen: from a request, the time and seeded dice, and from nothing else.
///
/// A value with its own counters, so that a script and a seed give the same faults in every run. Every rule counts every request that
/// it is about, whether another rule strikes it or not.
struct FaultPlan: Sendable {
  private var rules: [FaultRule]
  private let scriptLength: Int
  private let start: Timestamp
  private var counts: [Int]
  /// Of the watches that each rule is about.
  private var events: [EventCount]
  private var dice: IdentifierSource
  private var dead: [String] = []
  private(set) var committedWrites = 0

  init(_ script: FaultScript, seed: UInt64, start: Timestamp) {
    rules = script.rules
    scriptLength = rules.count
    self.start = start
    counts = script.rules.map { _ in 0 }
    events = script.rules.map { _ in EventCount() }
    dice = IdentifierSource(seed: seed)
  }

  /// Takes up a script beside the first one, in place of what was planted before; its times and its requests count from now on.
  mutating func plant(_ script: FaultScript, at now: Timestamp) {
    rules = Array(rules.prefix(scriptLength)) + script.rules.map { $0.later(by: now - start) }
    counts = Array(counts.prefix(scriptLength)) + script.rules.map { _ in 0 }
    events = Array(events.prefix(scriptLength)) + script.rules.map { _ in EventCount() }
  }

  /// Whether a client has crashed and was not started again.
  func isDead(_ client: String) -> Bool { dead.contains(client) }

  mutating func revive(_ client: String) {
    dead.removeAll { $0 == client }
  }

  /// What happens to a request before it reaches the server.
  mutating func decide(_ subject: FaultSubject, at now: Timestamp) -> FaultDecision {
    var decision = FaultDecision()
    guard !isDead(subject.client) else {
      decision.ending = .silence
      return decision
    }
    for index in strikes(subject, .arrival, at: now) { add(index, to: &decision, subject) }
    return decision
  }

  /// What happens to the reply of a write that is committed.
  mutating func decideCommitted(_ subject: FaultSubject, at now: Timestamp) -> FaultDecision {
    var decision = FaultDecision()
    committedWrites += 1
    for index in strikes(subject, .commit, at: now) { add(index, to: &decision, subject) }
    return decision
  }

  private mutating func add(
    _ index: Int,
    to decision: inout FaultDecision,
    _ subject: FaultSubject
  ) {
    let rule = rules[index]
    if rule.fault.isFeltAtOnce { decision.fired.append(rule) }
    switch rule.fault {
    case .answer(let code, let retryAfter):
      decision.end(.answer(code: code, retryAfter: retryAfter))
    case .resetBeforeAnswering, .resetAfterCommitting: decision.end(.reset)
    case .cutAnswer: decision.cutsAnswer = true
    case .hang(let length): decision.end(.hang(length))
    case .delay(let delay): decision.delay += delay
    case .serveLate(let versions):
      decision.versionsLate = max(decision.versionsLate, versions)
      decision.lateRules.append(rule)
    case .crash(.afterTheAnswer): dead.append(subject.client)
    case .crash(.beforeSending), .crash(.afterCommitting):
      dead.append(subject.client)
      decision.end(.silence)
    case .watch(let fault):
      decision.watchRules.append(
        WatchDisturbance.Rule(
          fault: fault,
          from: start + rule.from,
          until: rule.until.map { start + $0 },
          events: events[index],
          text: rule.text
        )
      )
    }
  }

  private enum Moment {
    case arrival
    case commit
  }

  /// The places of the rules that strike, in the order of the script.
  private mutating func strikes(
    _ subject: FaultSubject,
    _ moment: Moment,
    at now: Timestamp
  ) -> [Int] {
    var struck: [Int] = []
    for (index, rule) in rules.enumerated() where moment == Self.moment(of: rule.fault) {
      let isActive = rule.isActive(at: now - start) || rule.fault.isTimedByEvents
      guard isActive, rule.scope.includes(subject) else { continue }
      counts[index] += 1
      if isStruck(rule.occurrence, count: counts[index]) { struck.append(index) }
    }
    return struck
  }

  private mutating func isStruck(_ occurrence: FaultRule.Occurrence, count: Int) -> Bool {
    switch occurrence {
    case .every(let step): count % step == 0
    case .only(let number): count == number
    case .first(let limit): count <= limit
    case .chance(let perMillion): dice.number(below: 1_000_000) < perMillion
    }
  }

  private static func moment(of fault: Fault) -> Moment {
    switch fault {
    case .resetAfterCommitting, .crash(.afterCommitting), .crash(.afterTheAnswer): .commit
    case .answer, .resetBeforeAnswering, .cutAnswer, .hang, .delay, .serveLate,
      .crash(.beforeSending), .watch:
      .arrival
    }
  }
}

/// What happens to one request.
struct FaultDecision: Sendable {
  enum Ending: Hashable, Sendable {
    case answer(code: Int, retryAfter: Duration?)
    case reset
    case hang(Duration)
    /// The client is dead.
    case silence
  }

  /// `nil`: the server answers.
  var ending: Ending?
  var delay = Duration.zero
  var cutsAnswer = false
  var versionsLate: UInt64 = 0
  /// The rules that make a list late, if it is one that may be.
  var lateRules: [FaultRule] = []
  var watchRules: [WatchDisturbance.Rule] = []
  /// The rules that struck at once, for reports; others are felt later, or never.
  var fired: [FaultRule] = []

  /// The first rule of a script that ends a request wins.
  fileprivate mutating func end(_ ending: Ending) {
    self.ending = self.ending ?? ending
  }
}

extension Fault {
  fileprivate var isFeltAtOnce: Bool {
    switch self {
    case .watch, .serveLate: false
    case .answer, .resetBeforeAnswering, .resetAfterCommitting, .cutAnswer, .hang, .delay, .crash:
      true
    }
  }

  /// Watches live long: their faults look at the time of each event instead of that of the request.
  fileprivate var isTimedByEvents: Bool {
    switch self {
    case .watch: true
    case .answer, .resetBeforeAnswering, .resetAfterCommitting, .cutAnswer, .hang, .delay,
      .serveLate, .crash:
      false
    }
  }
}
