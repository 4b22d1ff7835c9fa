import APIMachinery
import EmbeddedAPIServer
import HTTPListener
import JSON
import KubernetesClient
import PhysicsResources
import Simulation
import Testing
import Time

/// The commands as processes: what they print, where, and with what exit code.
@Suite(
  "The commands for one service",
  .enabled(if: ChildProcess.operatorPath != nil, "physics-operator is not built beside the tests"),
  .timeLimit(.minutes(2))
)
struct CommandTests {
  @Test(
    "say in a sentence what is wrong, with 1 for a failure and 64 for a usage",
    arguments: [
      (
        "get fisica", 1,
        "Error: there is no physicsapi default/fisica; namespace default has fisica-api"
      ),
      (
        "why fisica", 1,
        "Error: there is no physicsapi default/fisica; namespace default has fisica-api"
      ),
      (
        "pause fisica", 1,
        "Error: there is no physicsapi default/fisica; namespace default has fisica-api"
      ),
      ("get -n shop", 1, "Error: namespace shop has no physicsapi; name another one with -n"),
      (
        "undo fisica-api --to main", 64,
        "Error: --to must be a revision of eight hexadecimal digits, not main"
      ),
      (
        "why default/fisica-api", 64,
        "Error: NAME is a name like fisica-api, with its namespace in -n, not default/fisica-api"
      ),
      (
        "get fisica-api -o yaml", 64,
        "Error: The value 'yaml' is invalid for '-o <output>'. Please provide one of 'text' and 'json'."
      ),
    ]
  )
  func badInput(arguments: String, status: Int, sentence: String) async throws {
    try await withServer { run, _ in
      let result = try await run(arguments)
      #expect(result.status == status, "\(result.output)")
      #expect(result.output.split(separator: "\n").first.map(String.init) == sentence)
    }
  }

  @Test("say that no server answers, and that there is no kubeconfig")
  func noServer() async throws {
    let path = try #require(ChildProcess.operatorPath)
    let shell = try Shell()
    let none = try await shell.run("'\(path)' get fisica-api --kubeconfig nothing.yaml")
    #expect(none.status == 1)
    #expect(none.output.hasPrefix("Error: "), "\(none.output)")
    try shell.write(Self.kubeconfig(port: 1), to: "k")
    let refused = try await shell.run("'\(path)' promote fisica-api --kubeconfig k")
    #expect(refused.status == 1)
    #expect(
      refused.output.hasPrefix("Error: cannot get physicsapis.fisica-lab.com default/fisica-api: "),
      "\(refused.output)"
    )
  }

  @Test("show a service, and why it does not advance")
  func picture() async throws {
    try await withServer { run, _ in
      let text = try await run("get")
      #expect(text.output == "default/fisica-api  not looked at yet\n")
      #expect(text.status == 0)
      let coloured = try await run("get fisica-api --color always")
      #expect(
        coloured.output.contains("\u{1B}[33mnot looked at yet\u{1B}[0m"),
        "\(coloured.output)"
      )
      let json = try JSONValue(parsing: Array(try await run("get fisica-api -o json").output.utf8))
      #expect(
        json.objectValue?.map(\.key) == [
          "checks", "forecast", "message", "name", "namespace", "phase", "podsByHPAAlone",
          "revisions", "secondsLeft", "step", "steps", "verdict", "waits", "why",
        ]
      )
      let why = try await run("why fisica-api")
      #expect(
        why.output
          == "no operator has looked at it yet (NotReconciled); check that physics-operator runs and "
          + "looks after namespace default\n"
      )
    }
  }

  @Test("ask and do not wait, when they are told so")
  func noWait() async throws {
    try await withServer { run, server in
      let result = try await run("promote fisica-api --full --no-wait")
      #expect(result.output == "default/fisica-api: promote-full is asked for\n")
      #expect(result.status == 0)
      let object = server.objects.get(.physicsAPIs, DemoManifest.key)
      let request = try #require(object?.annotation(Keys.request))
      #expect(request.hasPrefix("promote-full@20"))
      #expect(request.split(separator: "-").last?.count == 4)
    }
  }

  private static func kubeconfig(port: Int) -> String {
    """
    apiVersion: v1
    kind: Config
    current-context: c
    contexts: [{name: c, context: {cluster: c, user: u, namespace: default}}]
    clusters: [{name: c, cluster: {server: "http://127.0.0.1:\(port)"}}]
    users: [{name: u, user: {}}]
    """
  }

  private func withServer(
    _ test: ((String) async throws -> Shell.Result, EmbeddedAPIServer) async throws -> Void
  ) async throws {
    let path = try #require(ChildProcess.operatorPath)
    let shell = try Shell()
    let (_, server) = try VerbAskerTests.served()
    let (ports, ready) = AsyncStream<Int>.makeStream()
    let listener = HTTPListener(address: ListenAddress(), handler: server) { ready.yield($0) }
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await listener.run() }
      for await port in ports {
        try shell.write(Self.kubeconfig(port: port), to: "k")
        let run = { (arguments: String) async throws -> Shell.Result in
          try await shell.run("'\(path)' \(arguments) --kubeconfig k")
        }
        try await test(run, server)
        break
      }
      group.cancelAll()
    }
  }
}
