import FoundationEssentials
import Simulation
import Testing

/// Every scenario of the catalogue on a few seeds, each with another router.
///
/// `SCENARIO`, `ROUTER` and `SEED` in the environment play one run again and print what happened in it; `SCENARIOS=all` plays every
/// scenario with every one of its routers.
struct ScenarioTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let scenario: Scenario
    let router: ScenarioRouter
    let seed: UInt64

    var testDescription: String { "\(scenario.name), \(router.rawValue), seed \(seed)" }
  }

  private static var chosen: [String: String] { ProcessInfo.processInfo.environment }

  private static var seeds: [UInt64] {
    chosen["SEED"].flatMap { UInt64($0) }.map { [$0] } ?? [1, 2]
  }

  private static let rows: [Row] = ScenarioCatalogue.all.enumerated().flatMap { index, scenario in
    rows(of: scenario, at: UInt64(index))
  }

  private static func rows(of scenario: Scenario, at index: UInt64) -> [Row] {
    guard chosen["SCENARIO"].map({ $0 == scenario.name }) ?? true else { return [] }
    return seeds.flatMap { seed -> [Row] in
      routers(of: scenario, for: seed + index).map {
        Row(scenario: scenario, router: $0, seed: seed)
      }
    }
  }

  private static func routers(of scenario: Scenario, for turn: UInt64) -> [ScenarioRouter] {
    if let name = chosen["ROUTER"] { return scenario.routers.filter { $0.rawValue == name } }
    return chosen["SCENARIOS"] == "all" ? scenario.routers : [scenario.router(for: turn)]
  }

  @Test("a scenario ends as it must, and no oracle objects", .tags(.slow), arguments: rows)
  func plays(row: Row) async {
    let report = await onOwnThread {
      ScenarioRun(row.scenario, router: row.router, seed: row.seed).play()
    }
    #expect(report.isGood, "\(report.description)")
    if Self.chosen["SCENARIO"] != nil { print(report.timeline.joined(separator: "\n")) }
  }
}
