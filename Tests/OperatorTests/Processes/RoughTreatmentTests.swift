import FoundationEssentials
import Glibc
import PhysicsResources
import Simulation
import Testing

/// Two operators as processes that are killed, stopped and let go on at random, while one revision after the other is rolled out.
///
/// Only with `ROUGH_SECONDS=600` in the environment, as `hack/rough.sh` sets it: it happens in real time. `ROUGH_SEED` draws another course.
struct RoughTreatmentTests {
  private static let seconds = number("ROUGH_SECONDS")
  private static let seed = UInt64(number("ROUGH_SEED") ?? 1)

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap(Int.init)
  }

  /// What the dice have chosen so far, and what came of it.
  private struct Course {
    var generator = SeededGenerator(seed: RoughTreatmentTests.seed, stream: 21)
    var members: [String] = []
    var kills = 0
    var stops = 0
    var revisions = 0
    var rolledAt = ContinuousClock.now
    /// Some revisions are done by then, others in the middle.
    var patience = 60.0

    mutating func one<Value>(of values: [Value]) -> Value? {
      values.randomElement(using: &generator)
    }
  }

  @Test(
    "no write overlaps, no request is lost, and in the end the last revision serves",
    .enabled(if: seconds != nil, "ROUGH_SECONDS is not set: hack/rough.sh sets it"),
    .enabled(if: ChildProcess.operatorPath != nil, "the operator's executable is not built")
  )
  func survives() async throws {
    try await OperatorFleet.run { fleet in
      var course = Course()
      try fleet.roll(to: "v1.0.0")
      course.members = [try fleet.start(), try fleet.start()]
      try await fleet.wait("the service is up") { fleet.status.phase == .steady }
      fleet.sendTraffic()
      try await pause(20)
      let lostBefore = fleet.losses
      let start = ContinuousClock.now
      while ContinuousClock.now - start < .seconds(Self.seconds ?? 0) {
        try await mistreat(fleet, &course)
        try rollOn(fleet, &course)
      }
      try fleet.roll(to: "v2.0.0")
      // A good rollout takes three minutes: each step fills a window of its own.
      try await fleet.wait("the last revision serves", atMost: .seconds(600)) {
        fleet.status.phase == .steady && fleet.status.stable?.image.hasSuffix(":v2.0.0") == true
      }
      print(
        "\(course.kills) kills, \(course.stops) stops, \(course.revisions) revisions, seed \(Self.seed):",
        "\(fleet.accepted.late.count) late writes; lost before \(lostBefore), after \(fleet.losses)"
      )
      #expect(fleet.accepted.late == [])
      #expect(fleet.losses == lostBefore)
    }
  }

  /// One of the two is killed and another one started, or stopped for a while, or nothing happens to it.
  private func mistreat(_ fleet: OperatorFleet, _ course: inout Course) async throws {
    try await pause(Double.random(in: 0.5...6, using: &course.generator))
    guard let victim = course.one(of: course.members) else { return }
    if Bool.random(using: &course.generator) {
      fleet.send(SIGKILL, to: victim)
      course.kills += 1
      course.members.removeAll { $0 == victim }
      try await pause(Double.random(in: 0...3, using: &course.generator))
      course.members.append(try fleet.start())
    } else {
      fleet.send(SIGSTOP, to: victim)
      course.stops += 1
      try await pause(Double.random(in: 0.2...8, using: &course.generator))
      fleet.send(SIGCONT, to: victim)
    }
  }

  /// Now and then a new revision, whatever became of the last one; every other one is bad.
  private func rollOn(_ fleet: OperatorFleet, _ course: inout Course) throws {
    guard ContinuousClock.now - course.rolledAt > .seconds(course.patience) else { return }
    course.rolledAt = .now
    course.patience = Double.random(in: 60...260, using: &course.generator)
    course.revisions += 1
    let suffix = course.revisions.isMultiple(of: 2) ? "-errors40" : ""
    try fleet.roll(to: "v1.\(course.revisions).0\(suffix)")
  }

  private func pause(_ seconds: Double) async throws {
    try await ContinuousClock().sleep(for: .milliseconds(Int(seconds * 1_000)))
  }
}
