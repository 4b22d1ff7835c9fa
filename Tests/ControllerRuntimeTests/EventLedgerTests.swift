import APIMachinery
import ControllerRuntime
import JSON
import Testing
import Time

struct EventLedgerTests {
  private let event = ObjectKey(namespace: "n", name: "a.1")
  private let start = Timestamp(epochSeconds: 1_000)

  private func key(reason: String = "Promoted", note: String = "") -> EventLedger.Key {
    EventLedger.Key(
      EventReport(
        .normal,
        reason: reason,
        action: "Promote",
        note: note,
        regarding: APIObject(["metadata": ["uid": "u"]])
      )
    )
  }

  @Test("E2: the first is new, the second a series of two, the next are only counted")
  func series() {
    var ledger = EventLedger()
    #expect(ledger.note(key(), now: start) == .new)
    ledger.created(event, for: key(), now: start)
    #expect(ledger.note(key(), now: start) == .repeated(event: event, count: 2))
    #expect(ledger.note(key(), now: start) == .counted)
    #expect(ledger.note(key(), now: start) == .counted)
  }

  @Test("E2: a long series is told again every half hour, with all that was counted")
  func refresh() {
    var ledger = EventLedger()
    _ = ledger.note(key(), now: start)
    ledger.created(event, for: key(), now: start)
    let entries = (1...10).map { ledger.note(key(), now: start + .seconds(300 * $0)) }
    #expect(entries[0] == .repeated(event: event, count: 2))
    #expect(entries[1...5].allSatisfy { $0 == .counted })
    #expect(entries[6] == .repeated(event: event, count: 8))
  }

  @Test("E2: six silent minutes end a series", arguments: [(359, false), (360, true)])
  func idle(seconds: Int, isNew: Bool) {
    var ledger = EventLedger()
    _ = ledger.note(key(), now: start)
    ledger.created(event, for: key(), now: start)
    #expect((ledger.note(key(), now: start + .seconds(seconds)) == .new) == isNew)
  }

  @Test("E2: another note is the same event, another reason is not")
  func identity() {
    #expect(key(note: "x") == key(note: "y"))
    #expect(key(reason: "x") != key(reason: "y"))
  }
}
