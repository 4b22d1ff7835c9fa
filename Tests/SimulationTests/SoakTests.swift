import APIMachinery
import EmbeddedAPIServer
import FoundationEssentials
import Observability
import PhysicsResources
import Simulation
import Testing
import Time

/// A service lives on and gets a new revision now and then, of which every other one is bad.
///
/// A day with four of them by default. `hack/soak.sh` plays a month with one every two days in a process of its own, where the memory that
/// is left over each time means something; `SOAK_PAUSE` says another time between two.
struct SoakTests {
  private static let seed: UInt64 = 30
  private static let days = ProcessInfo.processInfo.environment["SOAK_DAYS"].flatMap(Int.init)
  private static let pause =
    ProcessInfo.processInfo.environment["SOAK_PAUSE"].flatMap(Duration.init(goDuration:))
    .map { max($0, .seconds(3_600)) } ?? .days(2)

  @Test("nothing is left over of all that came and went", .tags(.slow))
  func soak() async throws {
    let life = try await onOwnThread {
      Result {
        guard let days = Self.days else { return try Self.live(4, every: .seconds(6 * 3_600)) }
        return try Self.live(max(1, Int(Duration.days(days) / Self.pause)), every: Self.pause)
      }
    }.get()
    for reading in life.readings { print(reading) }
    #expect(life.unexpected == [])
    #expect(life.breaches == [])
    #expect(life.lost == 0)
    // Six revisions are kept: from the seventh on as many objects go as come, but for a rejected one, which stays until the next comes.
    let full = Dictionary(grouping: life.readings.dropFirst(6), by: \.phase)
    let counts = full.mapValues { Set($0.map(\.objects)).sorted() }
    #expect(counts.values.allSatisfy { $0.count == 1 }, "\(counts)")
    guard Self.days != nil else { return }
    let slope = life.memorySlope
    print("memory: \(slope.formatted) MB a rollout over the later half, seed \(Self.seed)")
    print("of which the operator has \(life.operatorMegabytes.formatted) MB in the end")
    #expect(slope < 0.3)
    #expect(life.operatorMegabytes < 8)
  }

  /// What there is before the next change.
  struct Reading: CustomStringConvertible, Sendable {
    let number: Int
    let phase: String
    let writes: Int
    let objects: Int
    /// What the process has in use on its heap: the operator, its cluster and its users, and what judges them.
    let megabytes: Double
    /// What the kernel has given it, free pages that the allocator keeps included.
    let residentMegabytes: Double

    var description: String {
      "after rollout \(number): \(phase), \(writes) writes, \(objects) objects, "
        + "\(megabytes.formatted) MB in use, \(residentMegabytes.formatted) MB resident"
    }
  }

  struct Life: Sendable {
    var readings: [Reading] = []
    var unexpected: [String] = []
    var breaches: [String] = []
    var lost = 0
    /// What its death gave back in the end.
    var operatorMegabytes = 0.0

    /// Of a straight line through the later half of the readings.
    var memorySlope: Double {
      let late = readings.suffix(readings.count / 2).map(\.megabytes).enumerated()
      let count = Double(max(1, readings.count / 2))
      let middle = (count - 1) / 2
      let mean = late.reduce(0) { $0 + $1.element } / count
      let above = late.reduce(0) { $0 + (Double($1.offset) - middle) * ($1.element - mean) }
      let below = late.reduce(0) {
        $0 + (Double($1.offset) - middle) * (Double($1.offset) - middle)
      }
      return below > 0 ? above / below : 0
    }
  }

  private static func live(_ rollouts: Int, every pause: Duration) throws -> Life {
    // The last hundred changes of a kind stay however old they are, and some kinds take weeks to have a hundred.
    let run = try JudgedRun(seed: seed, history: HistoryLimits(changesMin: 0))
    defer { run.world.stop() }
    try run.deploy()
    let shape = DailyShape(lowest: 20, highest: 200, seed: seed)
    run.world.cluster.send(.daily(shape), to: DemoManifest.key)
    var life = Life()
    var generator = SeededGenerator(seed: seed, stream: 3)
    for number in 1...rollouts {
      let delay = generator.duration(in: .zero...(pause / 2))
      run.world.run(for: delay)
      let isBad = number.isMultiple(of: 2)
      try run.roll(to: isBad ? "v1.\(number).0-errors20" : "v1.\(number).0")
      let wanted: PhysicsAPIPhase = isBad ? .rolledBack : .steady
      run.world.run(for: pause - delay)
      if run.status.phase != wanted {
        life.unexpected.append("rollout \(number), seed \(seed): \(run.status.message)")
      }
      life.readings.append(try reading(run, after: number))
    }
    life.breaches = run.bench.breaches.map { "\($0), seed \(seed)" }
    life.lost = run.lost
    let whole = try reading(run, after: rollouts).megabytes
    run.world.killOperator()
    life.operatorMegabytes = whole - (try reading(run, after: rollouts)).megabytes
    return life
  }

  private static func reading(_ run: JudgedRun, after number: Int) throws -> Reading {
    let objects = run.world.cluster.server.objects
    let kinds: [ResourceType] = [
      .deployments, .replicaSets, .services, .horizontalPodAutoscalers, .controllerRevisions,
      .configMaps, .httpRoutes,
    ]
    let status = ProcessStatistics(
      reading: { try? String(contentsOfFile: "/proc/\($0)", encoding: .utf8) },
      openFiles: nil
    )
    return Reading(
      number: number,
      phase: run.status.phase?.rawValue ?? "none",
      writes: run.world.writes,
      objects: kinds.reduce(0) { $0 + objects.list($1, namespace: "default").count },
      megabytes: Double(try #require(HeapInUse.bytes, "glibc's allocator alone tells")) / 1_048_576,
      residentMegabytes: (status.residentBytes ?? 0) / 1_048_576
    )
  }
}

extension Duration {
  fileprivate static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

extension Double {
  fileprivate var formatted: String { String(Int((self * 100).rounded())).twoDecimals }
}

extension String {
  /// `-1234` as `-12.34`.
  fileprivate var twoDecimals: String {
    let digits = drop { $0 == "-" }
    let padded = String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    return (hasPrefix("-") ? "-" : "") + "\(padded.dropLast(2)).\(padded.suffix(2))"
  }
}
