import KubernetesClient
import Synchronization
import Testing
import Time

@Suite("Credentials that a plugin prints")
struct ExecCredentialTests {
  private static let plugin = ExecPlugin(
    apiVersion: "client.authentication.k8s.io/v1",
    command: "login",
    arguments: ["--for", "physics"],
    environment: [.init(name: "REGION", value: "eu")],
    installHint: "get login from\nexample.com",
    source: "/k/config"
  )

  private let clock = StandingClock(at: Timestamp(epochSeconds: 0))

  private func credentials(_ commands: ScriptedCommands) -> ExecCredentials {
    ExecCredentials(plugin: Self.plugin, commands: commands, clock: clock)
  }

  @Test("the plugin gets its arguments, its environment and KUBERNETES_EXEC_INFO")
  func command() async throws {
    let commands = ScriptedCommands([ScriptedCommands.status(#""token": "t""#)])
    #expect(try await credentials(commands).authorization() == "Bearer t")
    let command = try #require(commands.started.first)
    #expect(command.executable == "login")
    #expect(command.arguments == ["--for", "physics"])
    #expect(
      command.environment == [
        .init(name: "REGION", value: "eu"),
        .init(
          name: "KUBERNETES_EXEC_INFO",
          value: #"{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","#
            + #""spec":{"interactive":false}}"#
        ),
      ]
    )
  }

  @Test("a token serves until ten seconds before it expires")
  func expiry() async throws {
    let commands = ScriptedCommands([
      ScriptedCommands.status(#""token": "a", "expirationTimestamp": "1970-01-01T00:01:00Z""#),
      ScriptedCommands.status(#""token": "b""#),
    ])
    let credentials = credentials(commands)
    clock.advance(by: .seconds(49))
    #expect(try await credentials.authorization() == "Bearer a")
    #expect(try await credentials.authorization() == "Bearer a")
    clock.advance(by: .seconds(1))
    #expect(try await credentials.authorization() == "Bearer b")
    clock.advance(by: .seconds(86_400))
    #expect(try await credentials.authorization() == "Bearer b")
    #expect(commands.started.count == 2)
  }

  @Test("however many requests wait, the plugin runs once")
  func singleFlight() async throws {
    let gate = Gate()
    let commands = ScriptedCommands([ScriptedCommands.status(#""token": "t""#)]) {
      await gate.wait()
    }
    let credentials = credentials(commands)
    let tokens = try await withThrowingTaskGroup(of: String?.self) { group in
      for _ in 0..<20 { group.addTask { try await credentials.authorization() } }
      gate.open()
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(tokens == Array(repeating: "Bearer t", count: 20))
    #expect(commands.started.count == 1)
  }

  @Test("a cancelled request does not fail the ones that waited for its run")
  func cancelledRun() async throws {
    let commands = ScriptedCommands([
      .failure(.cancelled), ScriptedCommands.status(#""token": "t""#),
    ])
    let credentials = credentials(commands)
    let cancelled = CredentialError("the request was cancelled")
    await #expect(throws: cancelled) { try await credentials.authorization() }
    #expect(try await credentials.authorization() == "Bearer t")
  }

  @Test("after a failure the plugin is left alone for five seconds")
  func pause() async throws {
    let commands = ScriptedCommands([
      .failure(.notFound), ScriptedCommands.status(#""token": "t""#),
    ])
    let credentials = credentials(commands)
    await #expect(throws: CredentialError.self) { try await credentials.authorization() }
    clock.advance(by: .seconds(4))
    await #expect(throws: CredentialError.self) { try await credentials.authorization() }
    #expect(commands.started.count == 1)
    clock.advance(by: .seconds(1))
    #expect(try await credentials.authorization() == "Bearer t")
  }

  @Test("a token that the server refused is asked for anew, once for all requests that used it")
  func rejection() async throws {
    let commands = ScriptedCommands([
      ScriptedCommands.status(#""token": "a""#), ScriptedCommands.status(#""token": "b""#),
    ])
    let credentials = credentials(commands)
    #expect(try await credentials.authorization() == "Bearer a")
    credentials.reject("Bearer a")
    #expect(try await credentials.authorization() == "Bearer b")
    credentials.reject("Bearer a")
    #expect(try await credentials.authorization() == "Bearer b")
  }

  @Test("a client certificate is kept for the next connection; no header is sent for it")
  func certificate() async throws {
    let commands = ScriptedCommands([
      ScriptedCommands.status(#""clientCertificateData": "C", "clientKeyData": "K""#)
    ])
    let credentials = credentials(commands)
    #expect(credentials.clientCertificate == nil)
    #expect(try await credentials.authorization() == nil)
    #expect(
      credentials.clientCertificate
        == .init(chain: .inline(Secret(Array("C".utf8))), key: .inline(Secret(Array("K".utf8))))
    )
  }

  @Test(
    "what is wrong with a plugin is one sentence that names it, the kubeconfig and the cure",
    arguments: [
      (ScriptedCommands.printed("hello"), "printed no JSON object"),
      (
        ScriptedCommands.printed(#"{"kind": "Status"}"#),
        "printed no object of kind ExecCredential"
      ),
      (
        ScriptedCommands.printed(#"{"kind": "ExecCredential", "apiVersion": "x/v9"}"#),
        "printed apiVersion x/v9 when asked for client.authentication.k8s.io/v1"
      ),
      (
        ScriptedCommands.printed(
          #"{"kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1"}"#
        ), "printed no status"
      ),
      (ScriptedCommands.status(#""token": """#), "printed neither a token nor a certificate"),
      (
        ScriptedCommands.status(#""clientKeyData": "K""#),
        "printed a certificate without its key, or a key without its certificate"
      ),
      (
        ScriptedCommands.status(#""token": "t", "expirationTimestamp": "soon""#),
        "printed the expirationTimestamp soon, which is no RFC 3339 time"
      ),
      (
        ScriptedCommands.printed("", exitCode: 7, complaint: "a\nlog in first\n"),
        "ended with exit code 7: log in first"
      ), (.failure(.notFound), "is not installed, not executable or not in PATH"),
      (
        .failure(.tooSlow(limit: .seconds(60))),
        "gave no answer within 1m; it may be asking at a terminal"
      ), (.failure(.killed(signal: 9)), "was killed by signal 9"),
      (.failure(.tooTalkative(limitBytes: 4)), "printed more than 4 bytes"),
      (
        .failure(.notStarted(cause: "permission denied")), "cannot be started: permission denied"
      ),
    ] as [(Result<CommandResult, CommandError>, String)]
  )
  func sentences(answer: Result<CommandResult, CommandError>, problem: String) async {
    let expected = CredentialError(
      "the credential plugin login, which /k/config names, \(problem); run it by hand to see why, "
        + "or put a token there; get login from example.com"
    )
    let credentials = credentials(ScriptedCommands([answer]))
    await #expect(throws: expected) { try await credentials.authorization() }
  }
}

/// Holds whoever waits until it is opened, once and for all.
private final class Gate: Sendable {
  private struct State {
    var isOpen = false
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state = Mutex(State())

  func wait() async {
    await withCheckedContinuation { waiting in
      let isOpen = state.withLock { state in
        if !state.isOpen { state.waiting.append(waiting) }
        return state.isOpen
      }
      if isOpen { waiting.resume() }
    }
  }

  func open() {
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.waiting = [] }
      return state.waiting
    }
    for task in waiting { task.resume() }
  }
}
