import FoundationEssentials

/// The checkout that these tests were compiled from.
struct Repository {
  let root: URL

  /// Walks up from this file, symbolic links resolved, to the folder that holds `Sources` and `Tests`.
  init() throws {
    var folder = URL(filePath: #filePath).resolvingSymlinksInPath()
    while folder.path != "/" {
      folder.deleteLastPathComponent()
      let hasRooms = ["Sources", "Tests/TidyTests"].allSatisfy {
        FileManager.default.fileExists(atPath: folder.appending(path: $0).path)
      }
      if hasRooms {
        root = folder
        return
      }
    }
    throw NoRepository()
  }

  /// Every Swift file under `Sources`, sorted by path.
  func sources() throws -> [SourceFile] {
    let folder = root.appending(path: "Sources").path
    return try FileManager.default.subpathsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".swift") }
      .sorted()
      .map { path in
        let text = try String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8)
        return SourceFile(path: "Sources/\(path)", text: text)
      }
  }

  struct NoRepository: Error, CustomStringConvertible {
    var description: String {
      "no folder above \(#filePath) holds Sources and Tests/TidyTests; run the tests in a checkout"
    }
  }
}
