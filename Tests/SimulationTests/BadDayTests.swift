import EmbeddedAPIServer
import PhysicsResources
import Simulation
import Testing
import Time

/// The operator behind an API server and a network that fail now and then.
struct BadDayTests {
  @Test("a good upgrade ends well when a little of everything fails", arguments: [UInt64(3), 4])
  func chaos(seed: UInt64) throws {
    let run = try JudgedRun(seed: seed, faults: try FaultScript(parsing: FaultScript.chaos))
    try run.deploy()
    try run.roll(to: "v1.1.0")
    #expect(run.world.run(atMost: .seconds(3 * 3_600)) { run.status.history.count == 2 })
    #expect(run.status.phase == .steady, "seed \(seed)")
    #expect(run.status.history.map(\.outcome) == [.promoted, .promoted], "seed \(seed)")
    #expect(run.bench.breaches == [], "seed \(seed)")
    run.world.stop()
  }
}
