import ChildProcess
import FoundationEssentials
import Glibc
import KubernetesClient
import Testing

@Suite("A program with a log", .timeLimit(.minutes(1)))
final class LoggedProgramTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "log-\(UUID())")
    .path()

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  private var log: String { "\(folder)/log" }

  private func text(_ path: String) -> String {
    (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }

  private func program(_ words: String...) -> LoggedProgram {
    LoggedProgram(words, environment: [.init(name: "GREETING", value: "hello")], log: log)
  }

  @Test("what it prints on both streams is in the log, and how it ended is known")
  func ending() async throws {
    let ending = try await program("sh", "-c", "echo $GREETING; echo you >&2; exit 3").run()
    #expect(ending == .exited(code: 3))
    #expect(text(log) == "hello\nyou\n")
    #expect(try await program("sh", "-c", "kill -9 $$").run() == .killed(signal: 9))
  }

  @Test("one that is not there is not found")
  func missing() async {
    await #expect(throws: CommandError.notFound) { try await program("/no/such/program").run() }
  }

  @Test("when its task is cancelled it dies with its children, though it ignores SIGTERM")
  func cancelled() async throws {
    let pids = "\(folder)/pids"
    let script = "trap '' TERM; sleep 1000 & echo $$ $! >\(pids).new; mv \(pids).new \(pids); wait"
    let program = program("sh", "-c", script)
    await withTaskGroup(of: Void.self) { group in
      group.addTask { _ = try? await program.run() }
      while !FileManager.default.fileExists(atPath: pids) {
        try? await ContinuousClock().sleep(for: .milliseconds(10))
      }
      group.cancelAll()
    }
    for word in text(pids).split(whereSeparator: \.isWhitespace) {
      let pid = try #require(pid_t(word))
      // A child of a dead parent is a zombie until whoever takes it over has looked.
      try await waitUntil { kill(pid, 0) != 0 || text("/proc/\(pid)/stat").contains(") Z ") }
    }
  }

  private func waitUntil(_ isSo: () -> Bool) async throws {
    while !isSo() { try await ContinuousClock().sleep(for: .milliseconds(10)) }
  }
}
