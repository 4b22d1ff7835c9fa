import ChildProcess
import KubernetesClient
import Testing
import Time

/// Credential plugins as they are found in the wild, started for real.
@Suite("Plugins that are started for credentials")
struct PluginStoryTests {
  private func credentials(
    _ script: String,
    environment: [ExecPlugin.Variable] = [],
    clock: some WallClock = EndlessClock()
  ) -> ExecCredentials {
    ExecCredentials(
      plugin: ExecPlugin(
        apiVersion: "client.authentication.k8s.io/v1",
        command: "sh",
        arguments: ["-c", script],
        environment: environment,
        source: "/k/config"
      ),
      commands: ChildProcesses(clock: clock),
      clock: clock
    )
  }

  private static let start =
    #"printf '{"apiVersion": "client.authentication.k8s.io/v1", "kind": "ExecCredential", "#

  @Test("a plugin gets the variables of the kubeconfig, and is told that nobody sits at a terminal")
  func environment() async throws {
    let script =
      Self.start + #""status": {"token": "%s-%s"}}' "$REGION" "#
      + #""$(echo "$KUBERNETES_EXEC_INFO" | grep -c '"interactive":false')""#
    let credentials = credentials(script, environment: [.init(name: "REGION", value: "eu")])
    #expect(try await credentials.authorization() == "Bearer eu-1")
  }

  @Test(
    "one that gives no credentials is a sentence with the cure",
    arguments: [
      ("echo 'log in first' >&2; exit 1", "ended with exit code 1: log in first"),
      ("exit 1", "ended with exit code 1"), ("echo Welcome!", "printed no JSON object"),
      ("true", "printed no JSON object"), ("kill -9 $$", "was killed by signal 9"),
      (
        "read password || { echo nobody types a password >&2; exit 4; }",
        "ended with exit code 4: nobody types a password"
      ),
      (
        "(: </dev/tty) 2>/dev/null || { echo no terminal >&2; exit 3; }",
        "ended with exit code 3: no terminal"
      ), ("yes", "printed more than 1048576 bytes"),
      (
        start + #""status": {"token": "t", "expirationTimestamp": "tomorrow"}}'"#,
        "printed the expirationTimestamp tomorrow, which is no RFC 3339 time"
      ),
    ]
  )
  func sentences(script: String, problem: String) async {
    await #expect(throws: Self.error(problem)) { try await credentials(script).authorization() }
  }

  @Test("one that hangs is given up after a minute", .timeLimit(.minutes(1)))
  func hanging() async {
    let problem = "gave no answer within 1m; it may be asking at a terminal"
    await #expect(throws: Self.error(problem)) {
      try await credentials("sleep 1000", clock: HurriedClock()).authorization()
    }
  }

  private static func error(_ problem: String) -> CredentialError {
    CredentialError(
      "the credential plugin sh, which /k/config names, \(problem); run it by hand to see why, "
        + "or put a token there"
    )
  }
}
