import FoundationEssentials
import JSON
import YAML

/// Reads files of the project from tests.
enum ProjectFiles {
  /// Symbolic links are followed, so that the file is found from a package that links to this folder.
  private static let tests = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()

  static func fixture(_ name: String) throws -> String {
    try String(contentsOf: tests.appending(path: "Fixtures/\(name)"), encoding: .utf8)
  }

  static func manifest(_ name: String) throws -> String {
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "manifests/\(name)"), encoding: .utf8)
  }
}
