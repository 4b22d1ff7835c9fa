import APIMachinery
import ControllerRuntime
import EmbeddedAPIServer
import JSON
import KubernetesClient
import Logging
import Synchronization
import Testing
import Time

/// The runtime over real sockets through libcurl, against a server that misbehaves.
struct RuntimeSocketTests {
  /// What a watch does wrong, and how often the collection is read because of it.
  private static let disturbances: [(WatchFault, lists: Int)] = [
    (.drop(afterEvents: 3), 1), (.cut(afterEvents: 3), 1), (.expire(afterEvents: 3), 2),
    (.duplicateBookmarks, 1),
  ]

  @Test(
    "R1, R2, R6, R7, R9: a stream that ends, breaks in mid-line or expires loses nothing and repeats nothing",
    .timeLimit(.minutes(3)),
    arguments: disturbances
  )
  func disturbed(fault: WatchFault, lists: Int) async throws {
    let runtime = SocketRuntime([FaultRule(.watch(fault), FaultScope(.watch), .only(1))])
    for name in ["a", "b"] { try runtime.create(name) }
    try await runtime.follow { informer, _ in
      try await informer.waitForSync()
      for number in 1...20 { try runtime.create("c\(number)") }
      try runtime.server.objects.delete(.configMaps, runtime.key("a"))
      try await runtime.wait { informer.store.count == 21 }
      #expect(informer.statistics.lists == lists)
    }
    let changes = runtime.changes.withLock { $0 }
    #expect(changes.count == 23, "\(changes)")
    #expect(Set(changes).count == 23)
  }

  @Test(
    "R3, R4, R7: a server that refuses the stream is listed; one that is busy is asked again",
    .timeLimit(.minutes(3)),
    arguments: [422, 429, 503]
  )
  func refused(code: Int) async throws {
    let runtime = SocketRuntime([
      FaultRule(
        .answer(code: code, retryAfter: nil),
        FaultScope(.watch),
        .only(1)
      )
    ])
    for number in 100..<700 { try runtime.create("c\(number)") }
    try await runtime.follow { informer, _ in
      try await informer.waitForSync()
      #expect(informer.store.count == 600)
      try runtime.create("later")
      try await runtime.wait { informer.store.count == 601 }
      #expect(informer.statistics.lists == 1)
    }
  }

  @Test(
    "Q5: over a watch that lags, the next pass waits for what the one before wrote",
    .timeLimit(.minutes(3))
  )
  func gate() async throws {
    let lag = FaultRule(.watch(.delay(.milliseconds(1_000))), FaultScope(.watch))
    let runtime = SocketRuntime([lag])
    try runtime.create("a")
    try await runtime.follow { informer, client in
      try await informer.waitForSync()
      let queue = WorkQueue(clock: runtime.clock)
      let gate = WriteGate(clock: runtime.clock, patience: .seconds(600), informers: [informer])
      let controller = Controller(name: "test", queue: queue, gate: gate) { key in
        guard var object = informer.store[key] else { return .success() }
        let count = object.json["data"]?["count"]?.stringValue.flatMap(Int.init) ?? 0
        runtime.changes.withLock { $0.append("saw \(count)") }
        object.json["data"] = ["count": .string("\(count + 1)")]
        let stored = try? await client.replace(object, as: .configMaps, fieldManager: "t")
        if let stored { gate.record(stored, as: .configMaps, for: key) }
        return stored == nil ? .failure() : .success()
      }
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await controller.run() }
        for _ in 1...20 {
          queue.add(runtime.key("a"))
          try await runtime.clock.sleep(for: .milliseconds(250))
        }
        group.cancelAll()
      }
    }
    let passes = runtime.changes.withLock { $0 }.filter { $0.hasPrefix("saw") }
    #expect(passes.count > 1)
    #expect(Set(passes).count == passes.count, "\(passes)")
  }

  @Test(
    "E1, E2, E3: events arrive as one series that core/v1 shows",
    .timeLimit(.minutes(3))
  )
  func events() async throws {
    let runtime = SocketRuntime([
      FaultRule(.resetBeforeAnswering, FaultScope(.create, kind: "events"), .first(2))
    ])
    try runtime.create("a")
    let object = try #require(runtime.server.objects.get(.configMaps, runtime.key("a")))
    try await runtime.run { client in
      let recorder = EventRecorder(
        client: client,
        controller: "fisica-lab.com/physics-operator",
        instance: "pod-1",
        clock: runtime.clock,
        random: { 1_000 },
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      )
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await recorder.run() }
        for _ in 1...3 {
          recorder.record(
            EventReport(.normal, reason: "R", action: "A", note: "n", regarding: object)
          )
        }
        try await runtime.wait {
          let event = runtime.server.objects.list(.coreEvents).first
          return event?.json["involvedObject"]?["uid"] == .string(object.uid)
            && event?.json["series"]?["count"] == 3
        }
        group.cancelAll()
      }
    }
    #expect(runtime.server.objects.list(.events).count == 1)
  }
}
