import FoundationEssentials
import KubernetesClient

/// Files as the commands need them.
enum Files {
  @Sendable static func read(_ path: String) throws(FileError) -> [UInt8] {
    do {
      return [UInt8](try Data(contentsOf: URL(filePath: path)))
    } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
      throw .missing
    } catch {
      throw .unreadable(cause: cause(error))
    }
  }

  static func write(_ text: String, to path: String) throws {
    do {
      try Data(text.utf8).write(to: URL(filePath: path))
    } catch {
      throw CommandFailure("\(path) cannot be written: \(cause(error)); choose another path")
    }
  }

  /// The path itself, or the YAML and JSON files in it if it is a folder, in alphabetical order.
  static func documents(at path: String) throws -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw CommandFailure("\(path) does not exist; check the path given with -f")
    }
    guard isFolder else { return [path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    return names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }
      .map { "\(path)/\($0)" }
  }

  private static func cause(_ error: any Error) -> String {
    guard let error = error as? CocoaError else { return "\(error)" }
    switch error.code {
    case .fileReadNoSuchFile, .fileNoSuchFile: return "no such file"
    case .fileReadNoPermission, .fileWriteNoPermission: return "no permission"
    default: return "\(error.code)"
    }
  }
}
