import FoundationEssentials
import Rollout
import Testing

/// docs/verbs.md is what the engine answers.
@Suite("The page of the verbs")
struct VerbPageTests {
  @Test("the committed page is what the engine answers")
  func noDrift() throws {
    let page = VerbPage.markdown
    if ProcessInfo.processInfo.environment["WRITE_VERB_TABLE"] != nil {
      try Data(page.utf8).write(to: Self.file)
    }
    let isCurrent = try String(contentsOf: Self.file, encoding: .utf8) == page
    #expect(isCurrent, "write it anew: WRITE_VERB_TABLE=1 swift test --filter VerbPageTests")
  }

  private static let file = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "docs/verbs.md")
}
