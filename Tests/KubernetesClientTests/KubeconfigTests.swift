import KubernetesClient
import Testing

struct KubeconfigTests {
  private static let path = "/home/me/.kube/config"
  private static let base = """
    apiVersion: v1
    kind: Config
    current-context: here
    contexts:
    - {name: here, context: {cluster: c, user: u, namespace: production}}
    - {name: lost, context: {cluster: nowhere, user: u}}
    clusters:
    - name: c
      cluster: {server: "https://h:6443/", certificate-authority-data: UEVN}
    users:
    - {name: u, user: {token: t0ken}}

    """

  private func configuration(
    _ text: String,
    context: String? = nil,
    files: [String: String] = [:]
  ) throws(ConfigurationError) -> ClusterConfiguration {
    let files = files.merging([Self.path: text]) { $1 }
    let config = try Kubeconfig(paths: [Self.path]) { path throws(FileError) in
      guard let content = files[path] else { throw .missing }
      return Array(content.utf8)
    }
    return try config.configuration(context: context)
  }

  private func sentence(_ text: String, context: String? = nil) -> String {
    do throws(ConfigurationError) {
      _ = try configuration(text, context: context)
      return "accepted"
    } catch {
      return error.description
    }
  }

  @Test("the current context gives server, authority, token and namespace")
  func currentContext() throws {
    let configuration = try configuration(Self.base)
    #expect(
      configuration
        == ClusterConfiguration(
          server: "https://h:6443",
          tls: .init(authority: .inline(Secret(Array("PEM".utf8)))),
          credentials: .bearerToken(Secret("t0ken")),
          namespace: "production",
          source: Self.path
        )
    )
  }

  @Test("relative paths start at the folder of the kubeconfig")
  func relativePaths() throws {
    let text = """
      current-context: x
      contexts: [{name: x, context: {cluster: c, user: u}}]
      clusters: [{name: c, cluster: {server: "https://h", certificate-authority: pki/ca.crt,
        tls-server-name: api.example, proxy-url: "http://p:1"}}]
      users: [{name: u, user: {client-certificate: me.crt, client-key: /keys/me.key,
        tokenFile: me.token}}]
      """
    let configuration = try configuration(
      text,
      files: [
        "/home/me/.kube/pki/ca.crt": "CA", "/home/me/.kube/me.crt": "CERT", "/keys/me.key": "KEY",
      ]
    )
    #expect(
      configuration
        == ClusterConfiguration(
          server: "https://h",
          tls: .init(
            authority: .file(path: "/home/me/.kube/pki/ca.crt"),
            clientCertificate: .init(
              chain: .file(path: "/home/me/.kube/me.crt"),
              key: .file(path: "/keys/me.key")
            ),
            serverName: "api.example"
          ),
          credentials: .tokenFile(path: "/home/me/.kube/me.token"),
          namespace: "default",
          proxyURL: "http://p:1",
          source: Self.path
        )
    )
  }

  @Test("plain HTTP and an explicit flag need no authority")
  func withoutAuthority() throws {
    let plain = Self.base.replacing(
      #"{server: "https://h:6443/", certificate-authority-data: UEVN}"#,
      with: #"{server: "http://127.0.0.1:8001"}"#
    )
    #expect(try configuration(plain).server == "http://127.0.0.1:8001")
    let insecure = Self.base.replacing(
      "certificate-authority-data: UEVN",
      with: "insecure-skip-tls-verify: true"
    )
    #expect(try configuration(insecure).tls.skipsVerification)
  }

  @Test(
    "what is wrong with a kubeconfig is one sentence that names the file and the cure",
    arguments: [
      (
        "",
        "cannot use the kubeconfig /home/me/.kube/config: it is empty or no mapping; "
          + "correct the file or write it anew"
      ),
      (
        base.replacing("current-context: here", with: ""),
        "cannot choose a context: the kubeconfig /home/me/.kube/config has no current-context; "
          + "set one with kubectl config use-context or name one with --context"
      ),
      (
        base.replacing("current-context: here", with: "current-context: gone"),
        "cannot find the context gone in the kubeconfig /home/me/.kube/config: it has here, lost; "
          + "add it or name another"
      ),
      (
        base.replacing("current-context: here", with: "current-context: lost"),
        "cannot find the cluster nowhere in the kubeconfig /home/me/.kube/config: it has c; "
          + "add it or name another"
      ),
      (
        base.replacing("users:", with: "people:"),
        "cannot find the user u in the kubeconfig /home/me/.kube/config: it has no users; "
          + "add it or name another"
      ),
      (
        base.replacing(#"server: "https://h:6443/", "#, with: ""),
        "cannot use the cluster c of the kubeconfig /home/me/.kube/config: it has no server; "
          + "add one"
      ),
      (
        base.replacing("UEVN", with: "U"),
        "cannot read certificate-authority-data of the cluster c in the kubeconfig "
          + "/home/me/.kube/config: it is not base64; write the file anew"
      ),
      (
        base.replacing("certificate-authority-data: UEVN", with: ""),
        "cannot trust https://h:6443: /home/me/.kube/config names no certificate authority; "
          + "add certificate-authority-data, or insecure-skip-tls-verify if you mean it"
      ),
      (
        base.replacing("https://h:6443/", with: "h:6443"),
        "cannot connect to h:6443: /home/me/.kube/config must give the server as "
          + "https://host:port, without a user; correct it"
      ),
      (
        base.replacing("https://h:6443/", with: "https://me:hunter2@h:6443"),
        "cannot connect to https://…@h:6443: /home/me/.kube/config must give the server as "
          + "https://host:port, without a user; correct it"
      ),
      (
        base.replacing("token: t0ken", with: "username: me, password: x"),
        "cannot use username of the user u of the kubeconfig /home/me/.kube/config: this version "
          + "does not support it; put a token or a client certificate there"
      ),
      (
        base.replacing("token: t0ken", with: "exec: {command: login}"),
        "cannot use the user u of the kubeconfig /home/me/.kube/config: it has no exec.apiVersion; "
          + "add one"
      ),
      (
        base.replacing("token: t0ken", with: "exec: {apiVersion: x/v1, command: login}"),
        "cannot use exec.apiVersion x/v1 of the user u of the kubeconfig /home/me/.kube/config: "
          + "this version does not support it; let it be client.authentication.k8s.io/v1 or "
          + "client.authentication.k8s.io/v1beta1"
      ),
      (
        base.replacing(
          "token: t0ken",
          with: "exec: {apiVersion: client.authentication.k8s.io/v1, command: login, "
            + "interactiveMode: Always}"
        ),
        "cannot use the plugin login of the user u, which always asks at a terminal, of the "
          + "kubeconfig /home/me/.kube/config: this version does not support it; "
          + "put a token or a client certificate there"
      ),
      (
        base.replacing("token: t0ken", with: "exec: login"),
        "cannot read exec of the user u in the kubeconfig /home/me/.kube/config: "
          + "it must be a mapping"
      ),
      (
        base.replacing(
          "token: t0ken",
          with: "exec: {apiVersion: client.authentication.k8s.io/v1, command: login, args: [1]}"
        ),
        "cannot read exec.args of the user u in the kubeconfig /home/me/.kube/config: "
          + "it must be a list of texts"
      ),
      (
        base.replacing("token: t0ken", with: "token: 12345"),
        "cannot read token of the user u in the kubeconfig /home/me/.kube/config: "
          + "it must be text; quote it"
      ),
      (
        base.replacing(
          "certificate-authority-data: UEVN",
          with: #"insecure-skip-tls-verify: "yes""#
        ),
        "cannot read insecure-skip-tls-verify of the cluster c in the kubeconfig "
          + "/home/me/.kube/config: it must be true or false, without quotes"
      ),
      (
        base.replacing("UEVN", with: "UEVN, proxy-url: proxy.example"),
        "cannot use the proxy proxy.example, which /home/me/.kube/config names: "
          + "it must begin with http://, https://, socks5:// or socks5h://; correct it"
      ),
      (
        base.replacing("users:\n- {name: u, user: {token: t0ken}}", with: "users: u"),
        "cannot use the kubeconfig /home/me/.kube/config: users is not a list; "
          + "correct the file or write it anew"
      ),
      (
        base.replacing("token: t0ken", with: "client-certificate-data: UEVN"),
        "cannot use the client certificate of the user u in the kubeconfig "
          + "/home/me/.kube/config: a certificate and its key go together; "
          + "add the one that is missing"
      ),
      (
        base.replacing("certificate-authority-data: UEVN", with: "certificate-authority: ca.crt"),
        "cannot read /home/me/.kube/ca.crt, which /home/me/.kube/config names: no such file; "
          + "restore the file or correct its path"
      ),
    ]
  )
  func refusals(text: String, expected: String) {
    #expect(sentence(text) == expected)
  }

  @Test("truncated YAML is refused with line and column")
  func truncated() {
    let text = "current-context: here\ncontexts:\n- {name: here, context: {cluster"
    let sentence = sentence(text)
    let start =
      "cannot use the kubeconfig /home/me/.kube/config: it is not YAML (line 4, column 1: "
    #expect(sentence.hasPrefix(start))
    #expect(sentence.hasSuffix("); correct the file or write it anew"))
  }

  @Test("an unreadable kubeconfig is one sentence")
  func unreadable() {
    let error = #expect(throws: ConfigurationError.self) {
      try Kubeconfig(paths: ["/x"]) { _ throws(FileError) in throw .missing }
    }
    #expect(
      error?.description
        == "cannot read the kubeconfig /x: no such file; "
        + "name a readable file with --kubeconfig or KUBECONFIG"
    )
  }

  @Test(
    "the flag beats KUBECONFIG, which may list several and beats the home folder",
    arguments: [
      ("/flag", ["KUBECONFIG": "/env", "HOME": "/home/me"], ["/flag"]),
      (nil, ["KUBECONFIG": "/a:/b", "HOME": "/home/me"], ["/a", "/b"]),
      (nil, ["KUBECONFIG": "", "HOME": "/home/me"], ["/home/me/.kube/config"]), (nil, [:], []),
    ] as [(String?, [String: String], [String])]
  )
  func locations(flag: String?, environment: [String: String], paths: [String]) {
    #expect(Kubeconfig.locations(flag: flag, environment: environment) == paths)
  }
}
