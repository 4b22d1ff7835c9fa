import FoundationEssentials
import Testing

/// What the documentation promises of the sequential comparison, simulated.
@Suite("The figures of the sequential comparison")
struct SequentialFiguresTests {
  @Test("hold their laws and are the ones on the page")
  func figures() throws {
    let page = FiguresPage(
      equal: SequentialFigures.worlds.map(SequentialFigures.equal),
      worse: SequentialFigures.rates.map(SequentialFigures.worse)
    )
    for row in page.equal {
      let stopped = row.figures.sequential[0].count
      let allowed = Int(Double(SequentialFigures.runs) * SequentialFigures.alpha)
      #expect(stopped <= allowed, "\(row.world.name): \(stopped) of \(row.figures.runs) runs")
    }
    for row in page.worse {
      for stopped in row.figures.sequential {
        #expect(stopped.count * 10 >= row.figures.runs * 9, "\(row.rate) is missed")
      }
    }
    #if !DEBUG
      try hold(page.markdown)
    #endif
  }

  private func hold(_ page: String) throws {
    let file = URL(filePath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/sequential-test.md")
    if ProcessInfo.processInfo.environment["WRITE_FIGURES"] != nil {
      try Data(page.utf8).write(to: file)
    }
    let isCurrent = try String(contentsOf: file, encoding: .utf8) == page
    #expect(
      isCurrent,
      "write it anew: WRITE_FIGURES=1 swift test -c release --filter SequentialFiguresTests"
    )
  }
}
