import APIMachinery
import ControllerRuntime
import JSON
import Testing
import Time

struct EventLedgerTests {
  private let start = Timestamp(epochSeconds: 1_000)

  private func report(
    reason: String = "Promoted",
    note: String = "",
    version: String = "1",
    related: String? = nil
  ) -> EventReport {
    EventReport(
      .normal,
      reason: reason,
      action: "Promote",
      note: note,
      regarding: APIObject(["metadata": ["uid": "u", "resourceVersion": .string(version)]]),
      related: related.map { APIObject(["metadata": ["uid": .string($0)]]) }
    )
  }

  private func event(_ name: String = "a.1") -> APIObject {
    APIObject(.events, ObjectKey(namespace: "n", name: name))
  }

  /// The event as a series.
  private func series(_ count: Int, lastSeen: Timestamp, _ name: String = "a.1") -> APIObject {
    var event = event(name)
    event.json["series"] = [
      "count": .integer(Int64(count)), "lastObservedTime": .string(lastSeen.rfc3339Micro),
    ]
    return event
  }

  @Test("E2: the first is new, the second a series of two, the next are only counted")
  func first() {
    var ledger = EventLedger()
    let key = EventLedger.Key(report())
    #expect(ledger.note(key, event(), now: start) == .create(event()))
    let second = start + .seconds(1)
    #expect(
      ledger.note(key, event("a.2"), now: second) == .extend(series(2, lastSeen: second))
    )
    #expect(ledger.note(key, event("a.3"), now: second) == nil)
    #expect(ledger.note(key, event("a.4"), now: second) == nil)
  }

  @Test("E2: a running series is told again every half hour, with all that was counted")
  func refresh() {
    var ledger = EventLedger()
    let key = EventLedger.Key(report())
    for minute in 0...31 {
      let now = start + .seconds(60 * minute)
      // The second came after a minute, so that the half hour is over a minute later.
      let told = ledger.settle(now: now)
      #expect(told == (minute == 31 ? [.extend(series(31, lastSeen: now - .seconds(60)))] : []))
      _ = ledger.note(key, event(), now: now)
    }
    #expect(ledger.nextDue == start + .seconds(31 * 60) + EventLedger.idleMax)
  }

  @Test(
    "E2: six silent minutes end a series, and what was only counted is told",
    arguments: [(359, false), (360, true)]
  )
  func idle(seconds: Int, isOver: Bool) {
    var ledger = EventLedger()
    let key = EventLedger.Key(report())
    for _ in 1...5 { _ = ledger.note(key, event(), now: start) }
    let now = start + .seconds(seconds)
    #expect(ledger.settle(now: now) == (isOver ? [.extend(series(5, lastSeen: start))] : []))
    #expect((ledger.note(key, event("b"), now: now) == .create(event("b"))) == isOver)
  }

  @Test("E2: what happened once is forgotten after six minutes without a word", arguments: [1, 2])
  func nothingUntold(count: Int) {
    var ledger = EventLedger()
    for _ in 1...count { _ = ledger.note(EventLedger.Key(report()), event(), now: start) }
    #expect(ledger.nextDue == start + EventLedger.idleMax)
    #expect(ledger.settle(now: start + EventLedger.idleMax) == [])
    #expect(ledger.nextDue == nil)
  }

  @Test("E2: another note or version is the same event; another reason or related object is not")
  func identity() {
    let key = EventLedger.Key(report())
    #expect(key == EventLedger.Key(report(note: "x")))
    #expect(key == EventLedger.Key(report(version: "2")))
    #expect(key != EventLedger.Key(report(reason: "x")))
    #expect(key != EventLedger.Key(report(related: "x")))
  }

  @Test("E2: a thousand kinds are remembered; those beyond are told one by one")
  func bound() {
    var ledger = EventLedger()
    for number in 1...EventLedger.seriesMax {
      _ = ledger.note(EventLedger.Key(report(reason: "r\(number)")), event(), now: start)
    }
    for _ in 1...3 {
      let told = ledger.note(EventLedger.Key(report(reason: "one more")), event(), now: start)
      #expect(told == .create(event()))
    }
    let known = ledger.note(EventLedger.Key(report(reason: "r1")), event(), now: start)
    #expect(known == .extend(series(2, lastSeen: start)))
  }
}
