import FoundationEssentials
import Testing

/// The bugs that `hack/mutations.sh` plants do not rot while the sources go on.
@Suite struct PlantedBugTests {
  private static let folder = "Tests/Mutations"

  private let repository: Repository
  private let bugs: [PlantedBug]

  init() throws {
    let repository = try Repository()
    let folder = repository.root.appending(path: Self.folder)
    self.repository = repository
    bugs = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
      .filter { $0.hasSuffix(".patch") }
      .map { name in
        let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
        return PlantedBug(name: String(name.dropLast(6)), patch: text)
      }
  }

  @Test("at least sixty bugs are listed")
  func count() {
    #expect(bugs.count >= 60)
  }

  @Test("every planted bug still applies")
  func apply() throws {
    var texts: [String: String] = [:]
    for bug in bugs {
      #expect(!bug.hunks.isEmpty, "\(bug.name) changes nothing")
      for hunk in bug.hunks {
        let url = repository.root.appending(path: hunk.path)
        let text = try texts[hunk.path] ?? String(contentsOf: url, encoding: .utf8)
        texts[hunk.path] = text
        #expect(
          text.contains(hunk.before),
          "\(Self.folder)/\(bug.name).patch does not apply to \(hunk.path) any more; write it anew"
        )
      }
    }
  }

  @Test("every planted bug says what it is and who should catch it")
  func headers() throws {
    let suites = try FileManager.default.contentsOfDirectory(
      atPath: repository.root.appending(path: "Tests").path
    )
    for bug in bugs {
      #expect(bug.header["Bug"]?.last == ".", "\(bug.name) has no sentence `Bug: …`")
      #expect(bug.header["Class"] != nil, "\(bug.name) has no line `Class: …`")
      let expected = (bug.header["Caught by"] ?? "").split(separator: ", ").map(String.init)
      #expect(!expected.isEmpty, "\(bug.name) has no line `Caught by: …`")
      #expect(expected.filter { !suites.contains($0) } == [], "\(bug.name) names no such suite")
    }
  }
}
