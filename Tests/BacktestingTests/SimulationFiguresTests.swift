import Backtesting
import FoundationEssentials
import Testing

/// What the documentation promises of the floor, simulated on traces that are not part of the repository.
@Suite(
  "The figures of the simulation",
  .enabled(if: TraceFiles.arePresent, .init(rawValue: TraceFiles.absence)),
  .enabled(
    if: ProcessInfo.processInfo.environment["WRITE_FIGURES"] != nil,
    "they take minutes: WRITE_FIGURES=1 swift test -c release --filter SimulationFiguresTests"
  )
)
struct SimulationFiguresTests {
  @Test("are the ones on the page")
  func figures() throws {
    let figures = try SimulationFigures(traces: TraceFiles.ofMinutes)
    let page = SimulationFiguresPage(figures: figures).markdown
    let file = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/simulate.md")
    try Data(page.utf8).write(to: file)
    for startup in SimulationFigures.startups {
      #expect(
        figures.violations(.floor, startup: startup) < figures.violations(.hpa70, startup: startup)
      )
      #expect(TraceFiles.ofMinutes.allSatisfy { !figures.isWorse($0, startup: startup) })
    }
  }
}
