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

  @Test(
    "docs/scenarios.md has the rows of the catalogue",
    .enabled(if: seeds == nil, "written anew")
  )
  func drift() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let wanted = ScenarioCatalogue.all.map(ScenarioPage.head)
    #expect(ScenarioPage.heads(of: text) == wanted, "write it anew: hack/scenarios.sh")
  }

  @Test(
    "the whole catalogue on many seeds, written down",
    .enabled(if: seeds != nil, "SCENARIO_SEEDS is not set: hack/scenarios.sh sets it")
  )
  func figures() async throws {
    let seeds = max(1, Self.seeds ?? 1)
    let lines = await withTaskGroup(of: (Int, ScenarioPage.Line).self) { group in
      for (index, scenario) in ScenarioCatalogue.all.enumerated() {
        group.addTask { (index, await Self.line(scenario, seeds: seeds)) }
      }
      var lines: [(Int, ScenarioPage.Line)] = []
      for await line in group { lines.append(line) }
      return lines.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let page = ScenarioPage(seeds: seeds, lines: lines)
    try page.text.write(to: Self.page, atomically: true, encoding: .utf8)
  }

  private static func line(_ scenario: Scenario, seeds: Int) async -> ScenarioPage.Line {
    var figures = ScenarioPage.Figures()
    for seed in 1...UInt64(seeds) {
      await Task.yield()
      let report = ScenarioRun(scenario, router: scenario.router(for: seed), seed: seed).play()
      figures.add(report)
      #expect(report.isGood, "\(report.description)")
      if !report.isGood { print(report.description) }
    }
    print("\(scenario.name): \(figures.runs) runs, \(figures.failures) failures")
    return ScenarioPage.Line(scenario: scenario, figures: figures)
  }
}
