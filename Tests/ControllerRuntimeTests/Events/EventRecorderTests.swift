import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Testing
import Time
import Transport

struct EventRecorderTests {
  private let world = ServedWorld()
  private let recorder: EventRecorder

  /// Begins with an object `a` to report on, and a recorder that runs.
  init() throws {
    recorder = EventRecorder(
      client: world.client,
      controller: "fisica-lab.com/physics-operator",
      instance: String(repeating: "p", count: 200),
      clock: world.world.clock,
      random: { 4_000 },
      logger: world.logger
    )
    try world.create("a")
    let recorder = recorder
    world.world.start { await recorder.run() }
    world.run()
  }

  private func report(
    _ reason: String = "RolledBack",
    note: String = "too many errors"
  ) throws -> EventReport {
    let object = try #require(world.server.objects.get(.configMaps, world.key("a")))
    return EventReport(
      .warning,
      reason: reason,
      action: "RollBack",
      note: note,
      regarding: object
    )
  }

  private var events: [APIObject] { world.server.objects.list(.events) }

  private func count(of event: APIObject?) -> Int? { event?.json["series"]?["count"]?.intValue }

  @Test("E1: an event is complete, about the object as it was, and named after it and the instant")
  func create() throws {
    let report = try report()
    let now = world.world.clock.timestamp
    recorder.record(report)
    world.run()
    let name = "a." + String(now.epochSeconds * 1_000_000_000, radix: 16)
    let event = try #require(world.server.objects.get(.events, world.key(name)))
    #expect(event.json["type"] == "Warning")
    #expect(event.json["reason"] == "RolledBack")
    #expect(event.json["action"] == "RollBack")
    #expect(event.json["note"] == "too many errors")
    #expect(event.json["reportingController"] == "fisica-lab.com/physics-operator")
    #expect(event.json["eventTime"] == .string(now.rfc3339Micro))
    #expect(event.json["regarding"]?["uid"] == .string(report.regarding.uid))
    #expect(event.json["regarding"]?["kind"] == "ConfigMap")
  }

  @Test("E1: what is too long is cut between characters, at the API's limits in bytes")
  func limits() throws {
    let note = String(repeating: "é", count: 511) + "xé" + String(repeating: "é", count: 100)
    recorder.record(try report(String(repeating: "R", count: 200), note: note))
    world.run()
    let event = try #require(events.first)
    #expect(event.json["note"]?.stringValue == String(repeating: "é", count: 511) + "x")
    #expect(event.json["reason"]?.stringValue == String(repeating: "R", count: 128))
    #expect(event.json["reportingInstance"]?.stringValue == String(repeating: "p", count: 128))
  }

  @Test("E1: two events of one instant have two names")
  func names() throws {
    for reason in ["A", "B"] { recorder.record(try report(reason)) }
    world.run()
    #expect(events.map { $0.json["reason"] } == ["A", "B"])
  }

  @Test("E2: repetitions become one series: told at the second, and six minutes after the last")
  func series() throws {
    for _ in 1...5 {
      recorder.record(try report())
      world.run(for: .seconds(1))
    }
    #expect(events.count == 1)
    #expect(count(of: events.first) == 2)
    let last = world.world.clock.timestamp - .seconds(1)
    world.run(for: .seconds(360))
    #expect(count(of: events.first) == 5)
    #expect(
      events.first?.json["series"]?["lastObservedTime"] == .string(last.rfc3339Micro)
    )
    let writes = world.network.targets.count
    world.run(for: .seconds(7_200))
    #expect(world.network.targets.count == writes, "nothing is left to tell")
  }

  @Test("E2: a series that goes on is told every half hour")
  func refresh() throws {
    for _ in 0..<60 {
      recorder.record(try report())
      world.run(for: .seconds(60))
    }
    #expect(events.count == 1)
    #expect(world.network.targets.count == 3, "created, extended, told again")
    #expect(count(of: events.first) == 31)
  }

  @Test("E2: a series whose event has expired is created anew, with its count")
  func expired() throws {
    recorder.record(try report())
    world.run()
    let event = try #require(events.first)
    try world.server.objects.delete(.events, event.key)
    recorder.record(try report())
    world.run()
    #expect(events.map(\.key) == [event.key])
    #expect(count(of: events.first) == 2)
  }

  @Test("E2: an event is sent at most twelve times, ten seconds apart after an uneven first wait")
  func tries() throws {
    world.network.cut()
    recorder.record(try report())
    world.run(for: .seconds(3_600))
    #expect(world.network.targets.count == 12)
    world.network.restore()
    recorder.record(try report("Other"))
    world.run()
    #expect(events.map { $0.json["reason"] } == ["Other"], "lost is lost, and nothing is stuck")
  }

  @Test("E2: what the server refuses is not sent again")
  func refused() throws {
    world.network.refuse { _ in
      let status = APIStatus(code: 403, reason: "Forbidden", message: "no")
      return HTTPResponse(head: HTTPResponseHead(status: 403), body: status.json.jsonBytes)
    }
    recorder.record(try report())
    world.run(for: .seconds(60))
    #expect(world.network.targets.count == 1)
  }

  @Test("E2: a thousand wait while the server is away, and what comes then is dropped")
  func bound() throws {
    world.network.cut()
    recorder.record(try report())
    world.run()
    for number in 1...1_005 { recorder.record(try report("R\(number)")) }
    #expect(recorder.dropped == 5)
    world.network.restore()
    world.run(for: .seconds(4))
    #expect(events.count == 1_001)
  }

  @Test("E3: events are found by who reads core/v1, as describe does")
  func describe() throws {
    let report = try report()
    recorder.record(report)
    world.run()
    let event = try #require(world.server.objects.list(.coreEvents).first)
    #expect(event.json["involvedObject"]?["uid"] == .string(report.regarding.uid))
    #expect(event.json["involvedObject"]?["name"] == "a")
    #expect(event.json["message"] == "too many errors")
  }

  @Test("an end waits for the events before it, but not for a server that is away")
  func drain() throws {
    let (recorder, journal, clock) = (recorder, world.journal, world.world.clock)
    let start = clock.now.sinceStart
    world.network.cut()
    recorder.record(try report())
    world.world.start {
      await recorder.drain(atMost: .seconds(1))
      journal.note("\(clock.now.sinceStart - start)")
    }
    world.run(for: .seconds(60))
    #expect(["0.0 seconds", "1.0 seconds"].contains(journal.lines.last))
  }
}
