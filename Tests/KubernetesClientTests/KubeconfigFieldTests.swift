import KubernetesClient
import Testing

/// Each field of a kubeconfig with something in it that cannot be meant.
struct KubeconfigFieldTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let original: String
    let sentence: String

    /// - Parameter change: what stands in the place of `original` in a good kubeconfig.
    init(_ original: String, _ change: String, _ sentence: String) {
      (self.original, testDescription, self.sentence) = (original, change, sentence)
    }

    static func cluster(_ change: String, _ sentence: String) -> Row {
      Row(#"server: "https://h:6443", certificate-authority-data: UEVN"#, change, sentence)
    }

    static func user(_ change: String, _ sentence: String) -> Row {
      Row("token: t0ken", change, sentence)
    }

    static func exec(_ change: String, _ sentence: String) -> Row {
      let start = "exec: {apiVersion: client.authentication.k8s.io/v1, command: login"
      return user("\(start), \(change)}", sentence)
    }
  }

  private static let base = """
    current-context: here
    contexts:
    - {name: here, context: {cluster: c, user: u, namespace: production}}
    clusters:
    - {name: c, cluster: {server: "https://h:6443", certificate-authority-data: UEVN}}
    users:
    - {name: u, user: {token: t0ken}}
    """

  static let server = #"server: "https://h:6443""#

  static let rows = [
    Row(
      "current-context: here",
      "current-context: 5",
      "cannot use the kubeconfig /k: current-context is not a text; correct the file or write it anew"
    ),
    Row(
      "- {name: here, context: {cluster: c, user: u, namespace: production}}",
      "  here",
      "cannot use the kubeconfig /k: contexts is not a list; correct the file or write it anew"
    ),
    Row(
      "cluster: c, ",
      "",
      "cannot use the context here of the kubeconfig /k: it has no cluster; add one"
    ),
    Row(
      "user: u, ",
      "",
      "cannot use the context here of the kubeconfig /k: it has no user; add one"
    ),
    Row(
      "namespace: production",
      "namespace: 7",
      "cannot read namespace of the context here in the kubeconfig /k: it must be text; quote it"
    ),
    Row(
      "name: c, cluster: {",
      "name: c, other: {",
      "cannot use the cluster c of the kubeconfig /k: it has no server; add one"
    ),
    .cluster(
      "server: 6443",
      "cannot read server of the cluster c in the kubeconfig /k: it must be text; quote it"
    ),
    .cluster(
      "\(server), certificate-authority-data: [UEVN]",
      "cannot read certificate-authority-data of the cluster c in the kubeconfig /k: "
        + "it must be text; quote it"
    ),
    .cluster(
      "\(server), certificate-authority: 1",
      "cannot read certificate-authority of the cluster c in the kubeconfig /k: it must be text; quote it"
    ),
    .cluster(
      "\(server), certificate-authority-data: UEVN, tls-server-name: 1",
      "cannot read tls-server-name of the cluster c in the kubeconfig /k: it must be text; quote it"
    ),
    .cluster(
      "\(server), certificate-authority-data: UEVN, proxy-url: 3128",
      "cannot read proxy-url of the cluster c in the kubeconfig /k: it must be text; quote it"
    ),
    .cluster(
      "\(server), insecure-skip-tls-verify: false",
      "cannot trust https://h:6443: /k names no certificate authority; "
        + "add certificate-authority-data, or insecure-skip-tls-verify if you mean it"
    ),
    .user(
      "tokenFile: 5",
      "cannot read tokenFile of the user u in the kubeconfig /k: it must be text; quote it"
    ),
    .user(
      "client-certificate-data: '?', client-key-data: UEVN",
      "cannot read client-certificate-data of the user u in the kubeconfig /k: "
        + "it is not base64; write the file anew"
    ),
    .user(
      "client-certificate-data: UEVN, client-key-data: '?'",
      "cannot read client-key-data of the user u in the kubeconfig /k: "
        + "it is not base64; write the file anew"
    ),
    .user(
      "client-certificate: me.crt, client-key: me.key",
      "cannot read /me.crt, which /k names: no such file; restore the file or correct its path"
    ),
    .user(
      "client-key-data: UEVN",
      "cannot use the client certificate of the user u in the kubeconfig /k: "
        + "a certificate and its key go together; add the one that is missing"
    ),
    .user(
      "auth-provider: {name: gcp}",
      "cannot use auth-provider of the user u of the kubeconfig /k: this version does not support it; "
        + "put a token, a client certificate or an exec plugin there"
    ),
    .user(
      "token: t, as: admin",
      "cannot use as of the user u of the kubeconfig /k: this version does not support it; "
        + "use the credentials of the account itself"
    ),
    .user(
      "exec: {apiVersion: client.authentication.k8s.io/v1}",
      "cannot use the user u of the kubeconfig /k: it has no exec.command; add one"
    ),
    .exec("args: a", "cannot read exec.args of the user u in the kubeconfig /k: it must be a list"),
    .exec(
      "env: {A: b}",
      "cannot read exec.env of the user u in the kubeconfig /k: it must be a list"
    ),
    .exec(
      "env: [A=b]",
      "cannot read exec.env of the user u in the kubeconfig /k: "
        + "it must be a list of a name and a value each, both texts"
    ),
    .exec(
      "env: [{name: A, value: 1}]",
      "cannot read exec.env of the user u in the kubeconfig /k: "
        + "it must be a list of a name and a value each, both texts"
    ),
    .exec(
      "installHint: 1",
      "cannot read exec.installHint of the user u in the kubeconfig /k: it must be text; quote it"
    ),
    .exec(
      "provideClusterInfo: 'yes'",
      "cannot read exec.provideClusterInfo of the user u in the kubeconfig /k: "
        + "it must be true or false, without quotes"
    ),
    .exec(
      "interactiveMode: Sometimes",
      "cannot use exec.interactiveMode Sometimes of the user u of the kubeconfig /k: "
        + "this version does not support it; let it be Never or IfAvailable"
    ),
    .exec(
      "interactiveMode: 1",
      "cannot read exec.interactiveMode of the user u in the kubeconfig /k: it must be text; quote it"
    ),
  ]

  @Test("what stands in a field by mistake is named, with the file and the cure", arguments: rows)
  func field(_ row: Row) throws {
    let text = Self.base.replacing(row.original, with: row.testDescription)
    try #require(text != Self.base)
    let error = #expect(throws: ConfigurationError.self) {
      try Kubeconfig(paths: ["/k"]) { path throws(FileError) in
        guard path == "/k" else { throw .missing }
        return Array(text.utf8)
      }.configuration()
    }
    #expect(error?.description == row.sentence)
  }
}
