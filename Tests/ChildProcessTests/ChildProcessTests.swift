import ChildProcess
import KubernetesClient
import Synchronization
import Testing
import Time

@Suite("Credential plugins as child processes")
struct ChildProcessTests {
  private func run(
    _ executable: String,
    _ arguments: [String] = [],
    environment: [ExecPlugin.Variable] = [],
    outputBytesMax: Int = 1000,
    clock: some WallClock = EndlessClock()
  ) async throws(CommandError) -> CommandResult {
    try await ChildProcesses(clock: clock).run(
      Command(
        executable: executable,
        arguments: arguments,
        environment: environment,
        timeLimit: .seconds(60),
        outputBytesMax: outputBytesMax
      )
    )
  }

  @Test("output, complaint and exit code come back; the environment is ours and the added one")
  func result() async throws {
    let result = try await run(
      "sh",
      ["-c", #"echo "$GREETING from ${HOME:+home}"; echo tired >&2; exit 3"#],
      environment: [.init(name: "GREETING", value: "hello")]
    )
    let expected = CommandResult(
      exitCode: 3,
      output: Array("hello from home\n".utf8),
      complaint: "tired\n"
    )
    #expect(result == expected)
  }

  @Test("a child has no input and no terminal to ask at")
  func noTerminal() async throws {
    let result = try await run("sh", ["-c", "cat; (: < /dev/tty) 2>/dev/null || echo no terminal"])
    #expect(String(decoding: result.output, as: UTF8.self) == "no terminal\n")
  }

  @Test("a program that is not there is not found, by name or by path")
  func missing() async {
    await #expect(throws: CommandError.notFound) { try await run("no-such-plugin") }
    await #expect(throws: CommandError.notFound) { try await run("/no/such/plugin") }
  }

  @Test("a file that may not be executed is as good as not there")
  func notExecutable() async {
    await #expect(throws: CommandError.notFound) { try await run("/etc/passwd") }
  }

  @Test("a child that is killed says by which signal")
  func killed() async {
    await #expect(throws: CommandError.killed(signal: 9)) {
      try await run("sh", ["-c", "kill -9 $$"])
    }
  }

  @Test("a child that prints without end is stopped at the limit")
  func talkative() async {
    await #expect(throws: CommandError.tooTalkative(limitBytes: 1000)) { try await run("yes") }
  }

  @Test(
    "a child that hangs is ended with its own children when its time is up",
    .timeLimit(.minutes(1))
  )
  func hanging() async {
    await #expect(throws: CommandError.tooSlow(limit: .seconds(60))) {
      try await run("sh", ["-c", "sleep 1000 & wait"], clock: HurriedClock())
    }
  }

  @Test("a cancelled task ends its child and says nothing about it", .timeLimit(.minutes(1)))
  func cancelled() async {
    await withTaskGroup(of: CommandError?.self) { group in
      group.addTask {
        do throws(CommandError) {
          _ = try await run("sleep", ["1000"])
          return nil
        } catch {
          return error
        }
      }
      group.cancelAll()
      #expect(await group.next() == .cancelled)
    }
  }
}
