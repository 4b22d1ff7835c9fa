import FoundationEssentials
import Glibc

/// Commands in a folder of their own, waited for without blocking the threads that the server under test needs.
final class Shell: Sendable {
  struct Result: Sendable {
    let status: Int
    /// Standard output and standard error together.
    let output: String
  }

  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "shell-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Which of these commands this machine lacks.
  static func missing(_ commands: String...) -> [String] {
    commands.filter { unsafe system("command -v \($0) >/dev/null 2>&1") != 0 }
  }

  func write(_ text: String, to name: String) throws {
    try text.write(toFile: "\(folder)/\(name)", atomically: false, encoding: .utf8)
  }

  func run(_ command: String) async throws -> Result {
    let id = UUID()
    try write(command, to: "\(id).sh")
    let script =
      "cd '\(folder)' && (timeout 60 sh \(id).sh >\(id).out 2>&1 </dev/null; echo $? >\(id).tmp; "
      + "mv \(id).tmp \(id).status) &"
    _ = unsafe system(script)
    while !FileManager.default.fileExists(atPath: "\(folder)/\(id).status") {
      try await ContinuousClock().sleep(for: .milliseconds(10))
    }
    let status = try read("\(id).status").filter(\.isNumber)
    return Result(status: Int(status) ?? -1, output: try read("\(id).out"))
  }

  private func read(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
}
