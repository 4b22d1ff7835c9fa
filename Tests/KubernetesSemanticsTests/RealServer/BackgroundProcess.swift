import Glibc
import Testing

/// One process that we started and end by its id.
struct BackgroundProcess: Sendable {
  private let identifier: pid_t

  /// Runs a shell command in a folder; what it prints goes to a file there.
  ///
  /// - Parameter command: ends in an `exec`, so that the shell's process becomes the program's; without single quotes.
  init(in folder: String, log: String, _ command: String) throws {
    let inner = "cd \"\(folder)\" && echo $$ && exec >\"\(log)\" 2>&1 </dev/null && \(command)"
    let output = try unsafe #require(unsafe popen("/bin/sh -c '\(inner)' &", "r"))
    var line = [CChar](repeating: 0, count: 64)
    _ = unsafe fgets(&line, CInt(line.count), output)
    unsafe pclose(output)
    let digits = line.prefix { (0x30...0x39).contains($0) }.map { UInt8(bitPattern: $0) }
    identifier = pid_t(try #require(Int32(String(decoding: digits, as: UTF8.self))))
  }

  /// Kills, for the child has inherited a signal mask that may block anything milder.
  func stop() {
    kill(identifier, SIGKILL)
  }
}
