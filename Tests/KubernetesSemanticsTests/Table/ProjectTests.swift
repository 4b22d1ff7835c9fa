import FoundationEssentials

/// The sources of all test targets, and the page made from them.
enum ProjectTests {
  /// Symbolic links are followed, so that the folder is found from a package that links to this one.
  private static let tests = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let page = tests.deletingLastPathComponent().appending(
    path: "docs/kubernetes-semantics.md"
  )

  /// By their paths below `Tests`.
  static func sources() throws -> [String: String] {
    var sources: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests.path)
    where path.hasSuffix(".swift") {
      sources[path] = try String(contentsOf: tests.appending(path: path), encoding: .utf8)
    }
    return sources
  }

  /// The folder below `Tests`.
  static func target(of path: String) -> String {
    path.split(separator: "/").first.map(String.init) ?? ""
  }
}
