import Glibc
import NIOPosix

/// Commands of the system's shell.
enum Shell {
  struct CannotStart: Error {
    let command: String
  }

  static func succeeds(_ command: String) -> Bool {
    unsafe system("\(command) >/dev/null 2>&1") == 0
  }

  /// Runs beside Swift's own threads: those must go on serving the command.
  static func output(of command: String) async throws -> String {
    try await NIOThreadPool.singleton.runIfActive { try collect(command) }
  }

  private static func collect(_ command: String) throws -> String {
    guard let pipe = unsafe popen(command, "r") else { throw CannotStart(command: command) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = unsafe fread(&chunk, 1, chunk.count, pipe)
      guard count > 0 else { break }
      bytes += chunk.prefix(count)
    }
    unsafe pclose(pipe)
    return String(decoding: bytes, as: UTF8.self)
  }
}
