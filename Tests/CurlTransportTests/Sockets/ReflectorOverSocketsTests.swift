import ControllerRuntime
import CurlTransport
import EmbeddedAPIServer
import HTTPListener
import KubernetesClient
import Synchronization
import Testing
import Transport

/// R2, R5, R7-R9, R13 through libcurl: whatever happens to its connections, an informer sees every change once and in order.
@Suite(
  "Sockets: an informer on connections that break",
  .enabled(if: TLSFixture.missingTool == nil, "\(TLSFixture.missingTool ?? "") is not installed"),
  .timeLimit(.minutes(10))
)
struct ReflectorOverSocketsTests {
  let fixture: TLSFixture

  init() throws {
    fixture = try TLSFixture()
  }

  @Test(
    "R5, R8, R9: every connection breaks somewhere: in the handshake, in the head, within a line, or it falls silent"
  )
  func broken() async throws {
    let generator = Mutex(SplitMix(state: 7))
    try await withInformer(planned: { _ in generator.withLock { Self.fault(using: &$0) } }) {
      world,
      cable,
      informer,
      values in
      let lists = informer.statistics.lists
      let goal = cable.connections + Repetitions.count(otherwise: 40)
      var value = 0
      while cable.connections < goal {
        value += 1
        try world.write(value)
        await values.wait(for: value)
      }
      #expect(values.all == Array(1...value))
      #expect(informer.statistics.lists == lists, "the collection was not read again")
    }
  }

  /// Handshakes take about 2,000 bytes, an answer's head 200, an event 400.
  private static func fault(using generator: inout SplitMix) -> FaultyCable.Fault {
    FaultyCable.Fault(
      damage: FaultyCable.Damage.allCases.randomElement(using: &generator) ?? .close,
      afterBytes: Int.random(in: 0...6_000, using: &generator)
    )
  }

  @Test(
    "R13: a server that vanishes without a word is left at the idle limit, and nothing is missed"
  )
  func halfOpen() async throws {
    let plan: FaultyCable.Plan = { $0 == 1 ? .init(damage: .silence, afterBytes: 4_000) : nil }
    try await withInformer(planned: plan) { world, cable, informer, values in
      for value in 1...20 { try world.write(value) }
      await values.wait(for: 20)
      #expect(values.all == Array(1...20))
      #expect(informer.statistics.lists == 1)
      #expect(cable.connections > 1)
    }
  }

  @Test(
    "R7: 429 with Retry-After on a watch is waited out, and 410 on the first watch means another list"
  )
  func refusals() async throws {
    let world = try SocketWorld()
    let watches = Mutex(0)
    let front = ClosureHandler { request in
      let isWatch = request.query.contains("watch=true")
      let isInitial = request.query.contains("sendInitialEvents")
      if isInitial { return .refusal(422, "Invalid", "sendInitialEvents is forbidden") }
      let number = watches.withLock { count in
        if isWatch { count += 1 }
        return isWatch ? count : 0
      }
      switch number {
      case 1: return .refusal(410, "Expired", "too old resource version: 1 (2)")
      case 2: return .refusal(429, "TooManyRequests", "slow down", ["Retry-After": "40"])
      default: return await world.server.respond(to: request)
      }
    }
    try await SocketWorld.serving(front) { port in
      try await withTransport { transport in
        let client = KubernetesClient(transport: transport, origin: "http://127.0.0.1:\(port)")
        let clock = QuickClock()
        try await SocketWorld.following(with: client, clock: clock) { informer, values in
          // Its watch is refused twice before these two can come.
          while watches.withLock({ $0 }) < 3 { await Task.yield() }
          for value in 1...2 { try world.write(value) }
          await values.wait(for: 2)
          #expect(values.all == [1, 2])
          #expect(informer.statistics.lists == 2)
          #expect(clock.sleeps.contains { $0 > .seconds(39) && $0 <= .seconds(40) })
        }
      }
    }
  }

  private func withInformer(
    planned plan: @escaping FaultyCable.Plan,
    _ test: (SocketWorld, FaultyCable, Informer, SeenValues) async throws -> Void
  ) async throws {
    let world = try SocketWorld()
    let tls = try TLSSettings(
      certificateChain: fixture.pem("server.pem"),
      privateKey: fixture.pem("server.key")
    )
    try await SocketWorld.serving(world.server, tls: tls) { port in
      let cable = try FaultyCable(to: port, plan: plan)
      let before = try Footprint.now()
      try await withTransport(tls: TLSOptions(authorities: fixture.file("ca.pem"))) { transport in
        let client = KubernetesClient(
          transport: ImpatientTransport(inner: transport),
          origin: "https://localhost:\(cable.port)"
        )
        try await SocketWorld.following(with: client) { informer, values in
          try await test(world, cable, informer, values)
        }
      }
      cable.stop()
      let after = try Footprint.now()
      if Repetitions.full != nil {
        print("informer: \(cable.connections) connections, \(before) -> \(after)")
        #expect(after.descriptors <= before.descriptors + 5)
      }
    }
  }
}

extension StreamedResponse {
  static func refusal(
    _ code: Int,
    _ reason: String,
    _ message: String,
    _ headers: HTTPHeaders = [:]
  ) -> StreamedResponse {
    let body =
      #"{"kind":"Status","apiVersion":"v1","status":"Failure","code":\#(code),"reason":"\#(reason)","#
      + #""message":"\#(message)"}"#
    let head = HTTPResponseHead(status: code, headers: headers)
    return StreamedResponse(HTTPResponse(head: head, body: Array(body.utf8)))
  }
}
