import Testing

@Suite struct TidyTests {
  /// Read once for all tests.
  private static let reading = Result { try Repository().sources() }

  private let sources: [SourceFile]

  init() throws {
    sources = try Self.reading.get()
  }

  @Test("the sources are found")
  func sourcesAreFound() {
    #expect(sources.contains { $0.path == "Sources/JSON/JSONValue.swift" })
  }

  @Test("imports follow the table of the rooms")
  func imports() {
    expectNone(sources.flatMap(ImportRule.findings))
  }

  @Test("files and functions are short")
  func sizes() {
    expectNone(sources.flatMap(SizeRule.findings))
  }

  @Test("clocks, randomness, crashes, tasks and pointers stay where they belong")
  func calls() {
    expectNone(sources.flatMap(BannedCallRule.findings) + BannedCallRule.findings(inAll: sources))
  }

  @Test("nothing is marked as unfinished")
  func words() {
    expectNone(sources.flatMap(BannedWordRule.findings))
  }

  @Test("no result depends on the order of a Dictionary or a Set")
  func order() {
    let families = Dictionary(grouping: sources) { "\($0.room)/\($0.typeName)" }
    for name in families.keys.sorted() { expectNone(OrderRule.findings(in: families[name] ?? [])) }
  }

  private func expectNone(_ findings: [Finding]) {
    for finding in findings { Issue.record(Comment(rawValue: finding.description)) }
  }
}
