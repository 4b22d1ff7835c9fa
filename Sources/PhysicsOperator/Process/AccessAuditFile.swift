import EmbeddedAPIServer
import JSON
import Synchronization
import SystemPackage

/// The file of `serve --access-audit`: what was asked for and what came of it, each decision once, as lines of JSON.
///
/// A line is in the file as soon as it is decided: whoever reads it while the server runs misses nothing.
final class AccessAuditFile: Sendable {
  private let audit = AccessAudit()
  private let path: String
  private let file: Mutex<FileDescriptor>

  /// Begins the file anew.
  init(path: String) throws {
    self.path = path
    do {
      file = Mutex(
        try FileDescriptor.open(
          FilePath(path),
          .writeOnly,
          options: [.create, .truncate],
          permissions: [.ownerReadWrite, .groupRead, .otherRead]
        )
      )
    } catch {
      throw CommandFailure(
        "--access-audit \(path) cannot be written: \(error); choose another path"
      )
    }
  }

  func note(_ record: AccessRecord) {
    guard audit.note(record) else { return }
    do {
      try file.withLock { file in _ = try file.writeAll((record.json.jsonText + "\n").utf8) }
    } catch {
      StandardError.write("Error: --access-audit \(path): a line is lost: \(error)")
    }
  }
}
