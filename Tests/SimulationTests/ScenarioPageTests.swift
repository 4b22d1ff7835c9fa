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

  /// All of the catalogue, or the rows whose names begin with what `SCENARIO` says.
  private static var chosen: [Scenario] {
    let name = ProcessInfo.processInfo.environment["SCENARIO"] ?? ""
    return ScenarioCatalogue.all.filter { $0.name.hasPrefix(name) }
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
    var page = ScenarioPage(try String(contentsOf: Self.page, encoding: .utf8))
    // What was played least comes first: a run that was cut off is gone on with.
    var waiting = Self.chosen.sorted { page.runs(of: $0) > page.runs(of: $1) }
    try await withThrowingTaskGroup(of: (Scenario, ScenarioPage.Figures).self) { group in
      for _ in 0..<ProcessInfo.processInfo.activeProcessorCount {
        guard let next = waiting.popLast() else { break }
        group.addTask { (next, await Self.figures(of: next, seeds: seeds)) }
      }
      while let (scenario, figures) = try await group.next() {
        page.record(figures, of: scenario)
        try page.text.write(to: Self.page, atomically: true, encoding: .utf8)
        guard let next = waiting.popLast() else { continue }
        group.addTask { (next, await Self.figures(of: next, seeds: seeds)) }
      }
    }
  }

  private static func figures(of scenario: Scenario, seeds: Int) async -> ScenarioPage.Figures {
    var figures = ScenarioPage.Figures()
    for seed in 1...UInt64(seeds) {
      let report = await onOwnThread {
        ScenarioRun(scenario, router: scenario.router(for: seed), seed: seed).play()
      }
      figures.add(report)
      #expect(report.isGood, "\(report.description)")
      if !report.isGood { print(report.description) }
    }
    print("\(scenario.name): \(figures.runs) runs, \(figures.failures) failures")
    return figures
  }
}
