import FoundationEssentials
import JSON
import YAML

/// Reads files of the project from tests.
enum ProjectFiles {
  /// Symbolic links are followed, so that files are found from a package that links to this folder.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }

  static func documents(_ path: String) throws -> [JSONValue] {
    try YAML.parse(text(path))
  }

  /// The files of a folder with this extension, sorted.
  static func names(in folder: String, extension ending: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path)
      .filter { $0.hasSuffix(".\(ending)") }
      .sorted()
  }
}
