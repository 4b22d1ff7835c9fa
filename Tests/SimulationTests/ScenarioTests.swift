import FoundationEssentials
import Simulation
import Testing

/// Every scenario of the catalogue, with every router, on a few seeds.
///
/// `SCENARIO`, `ROUTER` and `SEED` in the environment play one run again and print what happened in it.
struct ScenarioTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let scenario: Scenario
    let router: ScenarioRouter

    var testDescription: String { "\(scenario.name), \(router.rawValue)" }
  }

  private static let seeds: [UInt64] = [1, 2]

  private static let rows: [Row] = ScenarioCatalogue.all.flatMap { scenario in
    scenario.routers.map { Row(scenario: scenario, router: $0) }
  }

  private static var chosen: [String: String] { ProcessInfo.processInfo.environment }

  @Test("a scenario ends as it must, and no oracle objects", .tags(.slow), arguments: rows)
  func plays(row: Row) async {
    let wanted = Self.chosen["SCENARIO"]
    guard wanted == nil || wanted == row.scenario.name else { return }
    guard Self.chosen["ROUTER"].map({ $0 == row.router.rawValue }) ?? true else { return }
    let reason =
      row.scenario.pending ?? OpenScenarios.reason(row.scenario, row.router)
    if let reason, wanted == nil {
      print("not played: \(row.testDescription): \(reason)")
      return
    }
    let seed = Self.chosen["SEED"].flatMap { UInt64($0) }
    for seed in seed.map({ [$0] }) ?? Self.seeds {
      await Task.yield()
      let report = ScenarioRun(row.scenario, router: row.router, seed: seed).play()
      #expect(report.isGood, "\(report.description)")
      if wanted != nil { print(report.timeline.joined(separator: "\n")) }
    }
  }
}
