import FoundationEssentials
import Simulation
import Testing

/// Seeded misfortunes, and a service that must be as if nothing had been.
///
/// `CHAOS_SEEDS` in the environment plays so many seeds instead of a few; `physics-operator chaos` plays them as well, and shrinks what
/// fails.
struct ChaosTests {
  private static let few = 6

  private static var seeds: [UInt64] {
    let wanted = ProcessInfo.processInfo.environment["CHAOS_SEEDS"].flatMap { Int($0) }
    return (1...max(1, wanted ?? few)).map { UInt64($0) }
  }

  @Test(
    "whatever happens, the service is at rest in the end and no law is broken",
    arguments: seeds
  )
  func endsWell(seed: UInt64) async {
    let report = await onOwnThread { ChaosRun(ChaosScript(seed: seed)).play() }
    #expect(report.isGood, "\(report.line)\n\(report.sentences)\nhack/replay.sh \(seed)")
    #expect(report.requests > 10_000)
  }

  @Test("all of stable is deleted while a canary is in flight, and then the router changes")
  func stableGone() async throws {
    let script = try ChaosScript(
      parsing: """
        seed 102
        0s roll to v2
        1m40s delete revision of stable
        2m20s delete deployment of stable
        3m set routing to {"router":"None"}
        """
    )
    let report = await onOwnThread { ChaosRun(script).play() }
    #expect(report.isGood, "\(report.line)\n\(report.sentences)")
  }

  @Test("the same script gives the same history, another seed another one")
  func digest() async {
    let script = ChaosScript(
      seed: 5,
      router: .gatewayAPI,
      operators: 2,
      acts: [
        TimedAct(at: .seconds(10), .roll(tag: "v2")),
        TimedAct(at: .seconds(60), .stop(.seconds(20))),
      ]
    )
    var other = script
    other.seed = 6
    let reports = await [script, script, other].asyncMap { script in
      await onOwnThread { ChaosRun(script).play() }
    }
    #expect(reports[0].digest == reports[1].digest)
    #expect(reports[0].timeline == reports[1].timeline)
    #expect(reports[0].digest != reports[2].digest)
    #expect(reports[0].digest.count == 16)
  }
}

extension Array {
  fileprivate func asyncMap<Value>(_ transform: (Element) async -> Value) async -> [Value] {
    var values: [Value] = []
    for element in self { values.append(await transform(element)) }
    return values
  }
}
