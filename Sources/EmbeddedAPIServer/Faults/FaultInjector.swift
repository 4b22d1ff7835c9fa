import APIMachinery
import Synchronization
package import Time
package import Transport

/// An embedded API server behind a network and a load balancer that misbehave as a script says.
///
/// Guarantees: with the same script, seed, clock and requests the same faults happen. What it lets through is the server's own answer.
package final class FaultInjector: HTTPHandler {
  private let server: EmbeddedAPIServer
  private let clock: any WallClock
  private let plan: Mutex<FaultPlan>
  private let client: String?
  private let onFault: (@Sendable (FaultRecord) -> Void)?

  /// The times of the script count from now.
  ///
  /// - Parameter client: what scripts call whoever comes this way; `nil` where each is known by its `User-Agent`.
  package init(
    _ server: EmbeddedAPIServer,
    script: FaultScript,
    seed: UInt64,
    clock: any WallClock,
    client: String? = nil,
    onFault: (@Sendable (FaultRecord) -> Void)? = nil
  ) {
    self.server = server
    self.clock = clock
    self.client = client
    self.onFault = onFault
    plan = Mutex(FaultPlan(script, seed: seed, start: clock.timestamp))
  }

  package func respond(to request: HTTPRequest) async -> StreamedResponse {
    var subject = FaultSubject(request)
    subject.client = client ?? subject.client
    subject.isNoWatch = subject.streamsList && !server.configuration.streamsLists
    let decision = plan.withLock { $0.decide(subject, at: clock.timestamp) }
    report(decision.fired.map(\.text), request)
    if decision.delay > .zero { await sleep(for: decision.delay) }
    if let ending = decision.ending { return await end(ending, subject, request) }
    let response = await answer(to: request, decision)
    guard subject.verb.isWrite, !subject.isDryRun, response.head.isSuccess else {
      return decision.cutsAnswer ? response.cut : response
    }
    let committed = plan.withLock { $0.decideCommitted(subject, at: clock.timestamp) }
    report(committed.fired.map(\.text), request)
    if let ending = committed.ending { return await end(ending, subject, request) }
    return decision.cutsAnswer ? response.cut : response
  }

  /// Whether a crash of the script has struck this client.
  package func hasCrashed(_ client: String) -> Bool { plan.withLock { $0.isDead(client) } }

  /// Writes that the server committed, of whatever client.
  package var committedWrites: Int { plan.withLock(\.committedWrites) }

  /// A script beside the first one, in place of the one planted before; its times and its requests count from now on.
  package func plant(_ script: FaultScript) {
    plan.withLock { $0.plant(script, at: clock.timestamp) }
  }

  /// Hears a client again that was started anew.
  package func revive(_ client: String) {
    plan.withLock { $0.revive(client) }
  }

  private func answer(to request: HTTPRequest, _ decision: FaultDecision) async -> StreamedResponse
  {
    var versions = decision.versionsLate
    while let late = lateRequest(request, by: versions) {
      let response = await server.respond(to: late)
      if response.head.isSuccess {
        report(decision.lateRules.map(\.text), request)
        return response
      }
      // What the server has forgotten nobody can be shown.
      versions /= 2
    }
    guard !decision.watchRules.isEmpty else { return await server.respond(to: request) }
    let disturbance = WatchDisturbance(decision.watchRules) { [self] rule in
      report([rule.text], request)
    }
    return await server.respond(to: request, disturbedBy: disturbance)
  }

  /// The list as a server answers it whose memory is behind; `nil` for lists that must be new.
  private func lateRequest(_ request: HTTPRequest, by versions: UInt64) -> HTTPRequest? {
    guard versions > 0 else { return nil }
    let parameters = request.query.split(separator: "&")
    guard parameters.contains("resourceVersion=0") else { return nil }
    let present = server.revision
    let kept = parameters.filter { !$0.hasPrefix("resourceVersion") && !$0.hasPrefix("limit=") }
    let past = [
      "resourceVersion=\(present > versions ? present - versions : 1)",
      "resourceVersionMatch=Exact",
    ]
    var late = request
    late.target = request.path + "?" + (kept.map(String.init) + past).joined(separator: "&")
    return late
  }

  private func end(
    _ ending: FaultDecision.Ending,
    _ subject: FaultSubject,
    _ request: HTTPRequest
  ) async -> StreamedResponse {
    switch ending {
    case .answer(let code, let retryAfter):
      return subject.refusal(code, retryAfter: retryAfter, to: request)
    case .reset: return .reset
    case .hang(let length):
      await sleep(for: length)
      return .reset
    case .silence:
      await sleep(for: Self.forever)
      return .reset
    }
  }

  /// A year: a dead process waits until it is buried.
  private static let forever = Duration.seconds(31_536_000)

  /// A client that leaves ends its waiting.
  private func sleep(for duration: Duration) async {
    do { try await clock.sleep(for: duration) } catch { return }
  }

  private func report(_ rules: [String], _ request: HTTPRequest) {
    guard let onFault else { return }
    for rule in rules {
      onFault(
        FaultRecord(
          at: clock.timestamp,
          rule: rule,
          method: request.method,
          target: request.target
        )
      )
    }
  }
}

/// One fault that happened: a line of a report.
package struct FaultRecord: Hashable, Sendable {
  package let at: Timestamp
  /// The line of the script.
  package let rule: String
  package let method: HTTPRequest.Method
  package let target: String
}

extension StreamedResponse {
  /// Half of the answer, then a broken connection.
  fileprivate var cut: StreamedResponse {
    guard let whole = body.whole else { return self }
    let (stream, writer) = ByteStream.make(bufferingBytes: whole.count) {}
    writer.write(Array(whole.prefix(whole.count / 2)))
    writer.finish(throwing: .interrupted("the answer broke off"))
    return StreamedResponse(head: head, body: stream)
  }
}
