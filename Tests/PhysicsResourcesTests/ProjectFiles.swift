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

  private static let manifests = tests.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "manifests")

  static func manifest(_ name: String) throws -> String {
    try String(contentsOf: manifests.appending(path: name), encoding: .utf8)
  }

  /// The YAML files of one folder, sorted.
  static func manifests(in folder: String) throws -> [String] {
    try FileManager.default
      .contentsOfDirectory(atPath: manifests.appending(path: folder).path)
      .filter { $0.hasSuffix(".yaml") }
      .sorted()
      .map { "\(folder)/\($0)" }
  }
}
