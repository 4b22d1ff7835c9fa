import FoundationEssentials
import Testing

/// The table of the statements says what the tests do.
@Suite("The table of the statements")
struct StatementTableTests {
  private let tests: [ProvingTest]
  private let sources: [String: String]

  init() throws {
    sources = try ProjectTests.sources()
    let sources = sources
    tests = sources.keys.sorted().flatMap { path in
      ProvingTest.all(in: sources[path] ?? "", at: path)
    }
  }

  @Test("the committed page is what the tests say")
  func noDrift() throws {
    let page = StatementTable(statements: Statement.all, tests: tests, sources: sources).markdown
    if ProcessInfo.processInfo.environment["WRITE_STATEMENT_TABLE"] != nil {
      try Data(page.utf8).write(to: ProjectTests.page)
    }
    let isCurrent = try String(contentsOf: ProjectTests.page, encoding: .utf8) == page
    #expect(
      isCurrent,
      "write it anew: WRITE_STATEMENT_TABLE=1 swift test --filter StatementTableTests"
    )
  }

  @Test("every statement is proven by a test, here or elsewhere", arguments: Statement.all)
  func proven(statement: Statement) {
    let isProvenHere = tests.contains { $0.numbers.contains(statement.number) }
    #expect(isProvenHere || !statement.proofs.isEmpty, "\(statement.number) is not proven")
  }

  @Test("a test proves statements that exist")
  func known() {
    let numbers = Statement.all.map(\.number)
    #expect(Set(numbers).count == numbers.count)
    for test in tests {
      #expect(test.numbers.allSatisfy(numbers.contains), "\(test.numbers): \(test.law)")
    }
  }

  @Test(
    "proofs in other targets exist under their names",
    arguments: Statement.all.flatMap(\.proofs)
  )
  func elsewhere(proof: Statement.Proof) {
    let isThere = sources.keys.sorted().contains { path in
      ProjectTests.target(of: path) == proof.target
        && sources[path]?.contains("\"\(proof.test)\"") == true
    }
    #expect(isThere, "\(proof.target) has no test \(proof.test)")
  }
}
