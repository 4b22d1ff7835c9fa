import FoundationEssentials
import Simulation
import Testing

/// The page of the scenarios: its figures are made by `hack/scenarios.sh`, its rows follow the catalogue.
struct ScenarioPageTests {
  private static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/scenarios.md")

  private static var seeds: Int? {
    ProcessInfo.processInfo.environment["SCENARIO_SEEDS"].flatMap { Int($0) }
  }

  private static let rows = ScenarioCatalogue.all.flatMap { scenario in
    scenario.routers.map { (scenario, $0) }
  }

  @Test(
    "docs/scenarios.md has the rows of the catalogue",
    .enabled(
      if: FileManager.default.fileExists(atPath: page.path),
      "the page has not been made yet: hack/scenarios.sh makes it"
    )
  )
  func drift() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let wanted = Self.rows.map { "\($0.0.name) | \($0.0.law) | \($0.1.rawValue)" }
    #expect(ScenarioPage.heads(of: text) == wanted, "write it anew: hack/scenarios.sh")
  }

  @Test(
    "the whole catalogue on many seeds, written down",
    .enabled(if: seeds != nil, "SCENARIO_SEEDS is not set: hack/scenarios.sh sets it")
  )
  func figures() async throws {
    let seeds = Self.seeds ?? 1
    let lines = await withTaskGroup(of: (Int, ScenarioPage.Line).self) { group in
      for (index, row) in Self.rows.enumerated() {
        group.addTask { (index, await Self.line(row.0, row.1, seeds: seeds)) }
      }
      var lines: [(Int, ScenarioPage.Line)] = []
      for await line in group { lines.append(line) }
      return lines.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let page = ScenarioPage(seeds: seeds, lines: lines)
    try page.text.write(to: Self.page, atomically: true, encoding: .utf8)
  }

  private static func line(
    _ scenario: Scenario,
    _ router: ScenarioRouter,
    seeds: Int
  ) async -> ScenarioPage.Line {
    var figures = ScenarioPage.Figures()
    let isPlayed =
      (scenario.pending ?? OpenScenarios.reason(scenario, router)) == nil
    for seed in 1...UInt64(max(1, seeds)) where isPlayed {
      await Task.yield()
      let report = ScenarioRun(scenario, router: router, seed: seed).play()
      figures.add(report)
      #expect(report.isGood, "\(report.description)")
    }
    return ScenarioPage.Line(scenario: scenario, router: router, figures: figures)
  }
}
