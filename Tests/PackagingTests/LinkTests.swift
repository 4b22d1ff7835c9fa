import FoundationEssentials
import Testing

/// What pages point at is there.
@Suite("Links between pages")
struct LinkTests {
  @Test(
    "every relative link of a page leads to a file, and every path of ours in backquotes exists"
  )
  func links() throws {
    let pages = try ["", "docs/"].flatMap { folder in
      try ProjectFiles.names(in: folder, extension: "md").map { folder + $0 }
    }
    #expect(pages.contains("README.md"))
    for page in pages {
      let text = try ProjectFiles.text(page)
      for link in text.matches(of: /\]\(([^)#:]+)(?:#[^)]*)?\)/) {
        let folder = ProjectFiles.root.appending(path: page).deletingLastPathComponent()
        #expect(exists(folder.appending(path: String(link.output.1))), "\(page): \(link.output.1)")
      }
      for path in text.matches(of: /`((?:charts|docs|hack|manifests)\/[A-Za-z0-9._\/-]+)`/) {
        let file = ProjectFiles.root.appending(path: String(path.output.1))
        #expect(exists(file), "\(page): \(path.output.1)")
      }
    }
  }

  private func exists(_ file: URL) -> Bool {
    FileManager.default.fileExists(atPath: file.path)
  }
}
