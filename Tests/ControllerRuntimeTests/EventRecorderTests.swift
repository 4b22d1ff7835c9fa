import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Time

struct EventRecorderTests {
  private let world = ServedWorld()

  private func recorder() -> EventRecorder {
    EventRecorder(
      client: world.client,
      controller: "fisica-lab.com/physics-operator",
      instance: "pod-1",
      clock: world.world.clock,
      identifiers: { 0xbeef },
      logger: world.logger
    )
  }

  private func report(on name: String, note: String) throws -> EventReport {
    let object = try #require(world.server.objects.get(.configMaps, world.key(name)))
    return EventReport(
      .warning,
      reason: "RolledBack",
      action: "RollBack",
      note: note,
      regarding: object
    )
  }

  @Test("E1: an event is complete, and about the object as it was")
  func create() throws {
    try world.create("a")
    let (recorder, report) = (recorder(), try report(on: "a", note: "too many errors"))
    world.world.start { await recorder.record(report) }
    world.run()
    let event = try #require(world.server.objects.get(.events, world.key("a.beef")))
    #expect(event.json["type"] == "Warning")
    #expect(event.json["reason"] == "RolledBack")
    #expect(event.json["action"] == "RollBack")
    #expect(event.json["note"] == "too many errors")
    #expect(event.json["reportingController"] == "fisica-lab.com/physics-operator")
    #expect(event.json["reportingInstance"] == "pod-1")
    #expect(event.json["eventTime"] == .string(world.world.clock.timestamp.rfc3339Micro))
    #expect(event.json["regarding"]?["uid"] == .string(report.regarding.uid))
    #expect(event.json["regarding"]?["kind"] == "ConfigMap")
  }

  @Test("E2: repetitions become one series, told at the second")
  func series() throws {
    try world.create("a")
    let (recorder, report) = (recorder(), try report(on: "a", note: "x"))
    for _ in 1...5 {
      world.world.start { await recorder.record(report) }
      world.run()
    }
    let event = try #require(world.server.objects.get(.events, world.key("a.beef")))
    #expect(event.json["series"]?["count"] == 2)
    #expect(world.network.targets.count == 2)
  }

  @Test("E2: a series whose event is gone begins anew")
  func expiredEvent() throws {
    try world.create("a")
    let (recorder, report) = (recorder(), try report(on: "a", note: "x"))
    world.world.start { await recorder.record(report) }
    world.run()
    try world.server.objects.delete(.events, world.key("a.beef"))
    world.world.start { await recorder.record(report) }
    world.run()
    #expect(world.server.objects.get(.events, world.key("a.beef")) != nil)
  }

  @Test("E1: a long note is cut between characters, at the API's 1,024 bytes")
  func longNote() throws {
    try world.create("a")
    let note = String(repeating: "é", count: 511) + "xé" + String(repeating: "é", count: 100)
    let (recorder, report) = (recorder(), try report(on: "a", note: note))
    world.world.start { await recorder.record(report) }
    world.run()
    let event = try #require(world.server.objects.get(.events, world.key("a.beef")))
    let expected = String(repeating: "é", count: 511) + "x"
    #expect(event.json["note"]?.stringValue == expected)
  }

  @Test("an event that cannot be written is no failure")
  func unreachable() throws {
    try world.create("a")
    let (recorder, report) = (recorder(), try report(on: "a", note: "x"))
    world.network.cut()
    let journal = world.journal
    world.world.start {
      await recorder.record(report)
      journal.note("recorded")
    }
    world.run()
    #expect(journal.lines == ["recorded"])
  }
}
