import CurlTransport
import Glibc
import Testing
import Transport

/// Two operators as processes, one leader: kill -9, SIGSTOP and SIGCONT, a clean exit.
///
/// With `LEASE_TIMINGS=standard` in the environment the lease lasts 15 s and the stop 40 s, else 3 s and 6 s.
struct TwoOperatorsTests {
  @Test(
    "whatever ends or stops the leader, the other takes over, and no late write is accepted",
    // Built alone, a part of the package has no executable.
    .enabled(if: ChildProcess.operatorPath != nil, "the operator's executable is not built"),
    .timeLimit(.minutes(20))
  )
  func takeOver() async throws {
    try await OperatorFleet.run { fleet in
      let first = try fleet.start()
      try await fleet.wait("the first leads and writes") { fleet.leadsAndWrites(first) }
      let second = try fleet.start()
      try await fleet.wait("the second contends") { fleet.accepted.contentions(of: second) > 0 }
      try await isHealthyAndReady(second, in: fleet)

      let killed = ContinuousClock.now
      fleet.send(SIGKILL, to: first)
      try await fleet.wait("the second leads") { fleet.leadsAndWrites(second) }
      print("kill -9: the other wrote after \(ContinuousClock.now - killed)")

      let third = try fleet.start()
      try await fleet.wait("the third contends") { fleet.accepted.contentions(of: third) > 0 }
      let stopped = ContinuousClock.now
      fleet.send(SIGSTOP, to: second)
      try await fleet.wait("the third leads") { fleet.leadsAndWrites(third) }
      print("SIGSTOP: the other wrote after \(ContinuousClock.now - stopped)")
      try await fleet.wait("the stop is over") { ContinuousClock.now - stopped > fleet.stop }
      let writes = fleet.accepted.writes(of: second)
      fleet.send(SIGCONT, to: second)
      try await fleet.wait("the second follows") { fleet.knows(second, leader: third) }
      #expect(fleet.accepted.writes(of: second) == writes, "accepted after SIGCONT")
      try await isHealthyAndReady(second, in: fleet)

      #expect(fleet.accepted.releases == 0)
      let asked = ContinuousClock.now
      fleet.send(SIGTERM, to: third)
      try await fleet.wait("the second leads again and writes") {
        fleet.leadsAndWrites(second) && fleet.accepted.writes(of: second) > writes
      }
      print("SIGTERM: the other wrote after \(ContinuousClock.now - asked)")
      #expect(fleet.accepted.releases == 1, "given back, not run out")
      try await fleet.wait("the third ends") { fleet.exitCode(of: third) != nil }
      #expect(fleet.exitCode(of: third) == 0)
      print("late writes accepted: \(fleet.accepted.late.count)")
      #expect(fleet.accepted.late == [])
    }
  }

  /// A follower is ready, because its caches are warm, and healthy, because nothing is wrong with it.
  private func isHealthyAndReady(_ name: String, in fleet: OperatorFleet) async throws {
    let transport = try CurlTransport()
    for path in ["/healthz", "/readyz"] {
      try await fleet.wait("\(name) answers 200 to \(path)") {
        guard let origin = fleet.origin(of: name) else { return false }
        let answer = try? await transport.response(
          to: HTTPRequest(.get, origin: origin, target: path)
        )
        return answer?.head.status == 200
      }
    }
    await transport.shutdown()
  }
}
