import EmbeddedAPIServer
import PhysicsResources
import Simulation
import Testing
import Time

/// A process that is held still, killed, or that has the time of day wrong.
struct StoppedProcessTests {
  @Test("a stopped operator does nothing, and goes on where it was")
  func stopped() throws {
    let run = try JudgedRun(seed: 3)
    try run.deploy()
    run.world.stopLeader()
    try run.roll(to: "v1.1.0")
    let before = run.bench.writes
    run.world.run(for: .seconds(120))
    #expect(run.bench.writes == before)
    #expect(run.status.phase == .steady)
    run.world.resumeOperators()
    run.world.run(for: .seconds(30))
    #expect(run.bench.writes > before)
    #expect(run.status.phase == .progressing)
    run.world.stop()
  }

  @Test("a stopped operator can be killed, and another one takes its place")
  func killedWhileStopped() throws {
    let run = try JudgedRun(seed: 3)
    try run.deploy()
    run.world.stopLeader()
    try run.roll(to: "v1.1.0")
    run.world.run(for: .seconds(20))
    let before = run.bench.writes
    run.world.killOperator()
    #expect(run.world.operators == 0)
    #expect(run.bench.writes == before)
    run.world.startOperator()
    run.world.run(for: .seconds(30))
    #expect(run.status.phase == .progressing)
    run.world.stop()
  }

  @Test("an operator whose clock is wrong dates by it; the cluster's is right")
  func wrongClock() throws {
    let run = try JudgedRun(seed: 3)
    try run.deploy()
    run.world.setOperatorClock(wrongBy: .seconds(3_600))
    try run.roll(to: "v1.1.0")
    run.world.run(for: .seconds(60))
    let now = run.world.clock.timestamp
    let started = try #require(run.status.canary?.startedAt)
    #expect(started > now + .seconds(3_000))
    #expect(started < now + .seconds(3_600))
    run.world.stop()
  }
}
