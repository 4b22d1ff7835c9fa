import Testing

/// `physics-operator chaos` as a process.
@Suite(
  "The chaos command",
  .enabled(if: ChildProcess.operatorPath != nil, "physics-operator is not built beside the tests"),
  .timeLimit(.minutes(5))
)
struct ChaosCommandTests {
  private static let script = """
    seed 3
    10s roll to v2-errors30
    40s kill the operator for 5s
    """

  @Test("plays a script alike in two processes, and another seed otherwise")
  func digest() async throws {
    let one = try await run("--script script", with: Self.script)
    let other = try await run("--script -", with: Self.script)
    let third = try await run(
      "--script script",
      with: Self.script.replacing("seed 3", with: "seed 4")
    )
    #expect(one.status == 0, "\(one.output)")
    #expect(one.output.contains(" good\n1 played, 0 failed, "), "\(one.output)")
    #expect(try digest(of: one) == digest(of: other))
    #expect(try digest(of: one) != digest(of: third))
  }

  @Test("ends with 1 when a law is broken, and shrinks the script to what breaks it")
  func failure() async throws {
    // No such spec is accepted: the last revision never comes.
    let script = "10s roll to v2\n20s set scaling.maxReplicas to 0\n30s ask pause\n"
    let result = try await run("--script script", with: script)
    #expect(result.status == 1)
    #expect(result.output.contains("  FAILED rest\n  rest: the last revision is refused: "))
    #expect(result.output.contains("\n1 played, 1 failed, "))
    #expect(
      result.output.contains(
        """
        seed 1 fails with 1 of 3 acts:
        hack/replay.sh - <<'END'
        seed 1
        router GatewayAPI
        operators 1
        20s set scaling.maxReplicas to 0
        END

        """
      ),
      "\(result.output)"
    )
  }

  @Test(
    "says in a sentence what is wrong, with 1 for a failure and 64 for a usage",
    arguments: [
      (
        "--seed abc", 64,
        "Error: --seed must be a whole number from 0 to 18446744073709551615, not abc; a script goes to --script"
      ),
      ("--seeds 0", 64, "Error: --seeds must be a number from 1 to 1000000, not 0"),
      ("--from 7", 64, "Error: --from needs --seeds, the number of seeds to play from there on"),
      (
        "--seed 1 --seeds 2", 64,
        "Error: --seed, --script and --seeds exclude each other; give one of them"
      ),
      (
        "--script nothing", 1,
        "Error: nothing cannot be read: no such file; check the path given with --script"
      ),
      (
        "--script script", 1,
        "Error: script, line 2: 'soon' is no time; begin the line with one such as 90s or 1m30s, or with seed, router or operators"
      ),
    ]
  )
  func badInput(arguments: String, status: Int, sentence: String) async throws {
    let result = try await run(arguments, with: "seed 1\nsoon roll to v2\n")
    #expect(result.status == status, "\(result.output)")
    #expect(result.output.split(separator: "\n").first.map(String.init) == sentence)
  }

  private func run(_ arguments: String, with script: String) async throws -> Shell.Result {
    let path = try #require(ChildProcess.operatorPath)
    let shell = try Shell()
    try shell.write(script, to: "script")
    // A script of standard input comes by a pipe: the shell's own is closed.
    let input = arguments.hasSuffix("-") ? "cat script | " : ""
    return try await shell.run("\(input)'\(path)' chaos \(arguments)")
  }

  private func digest(of result: Shell.Result) throws -> String {
    let words = result.output.split { $0 == " " || $0 == "\n" }.map(String.init)
    let index = try #require(words.firstIndex(of: "digest"), "\(result.output)")
    return words[index + 1]
  }
}
