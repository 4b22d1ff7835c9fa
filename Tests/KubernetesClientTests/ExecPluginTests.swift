import JSON
import KubernetesClient
import Testing

@Suite("The exec plugin of a kubeconfig")
struct ExecPluginTests {
  private func plugin(_ exec: String) throws -> ExecPlugin? {
    let text = """
      current-context: x
      contexts: [{name: x, context: {cluster: c, user: u}}]
      clusters:
      - name: c
        cluster:
          server: https://h
          certificate-authority: ca.crt
          tls-server-name: api.example
          extensions:
          - {name: client.authentication.k8s.io/exec, extension: {audience: physics}}
      users: [{name: u, user: {exec: \(exec)}}]
      """
    let files = ["/k/config": text, "/k/ca.crt": "CA"]
    let config = try Kubeconfig(paths: ["/k/config"]) { path throws(FileError) in
      guard let content = files[path] else { throw .missing }
      return Array(content.utf8)
    }
    guard case .plugin(let plugin) = try config.configuration().credentials else { return nil }
    return plugin
  }

  @Test("command, arguments, environment and hint are taken as written")
  func fields() throws {
    let plugin = try plugin(
      "{apiVersion: client.authentication.k8s.io/v1, command: login, args: [a, b],"
        + " env: [{name: REGION, value: eu}], installHint: get it, interactiveMode: IfAvailable}"
    )
    #expect(
      plugin
        == ExecPlugin(
          apiVersion: "client.authentication.k8s.io/v1",
          command: "login",
          arguments: ["a", "b"],
          environment: [.init(name: "REGION", value: "eu")],
          installHint: "get it",
          source: "/k/config"
        )
    )
  }

  @Test(
    "a command with a slash starts at the folder of the kubeconfig, a bare name is for PATH",
    arguments: [("login", "login"), ("bin/login", "/k/bin/login"), ("/bin/login", "/bin/login")]
  )
  func command(written: String, resolved: String) throws {
    let plugin = try plugin(
      "{apiVersion: client.authentication.k8s.io/v1beta1, command: \(written)}"
    )
    #expect(plugin?.command == resolved)
  }

  @Test("the plugin is told of the cluster only when the kubeconfig says so")
  func clusterInfo() throws {
    let start = "{apiVersion: client.authentication.k8s.io/v1, command: login"
    let told = try plugin("\(start), provideClusterInfo: true}")
    #expect(
      told?.executionInfo == [
        "apiVersion": "client.authentication.k8s.io/v1",
        "kind": "ExecCredential",
        "spec": [
          "interactive": false,
          "cluster": [
            "server": "https://h", "tls-server-name": "api.example",
            "certificate-authority-data": "Q0E=", "config": ["audience": "physics"],
          ],
        ],
      ]
    )
    #expect(try plugin("\(start)}")?.executionInfo["spec"] == ["interactive": false])
  }
}
