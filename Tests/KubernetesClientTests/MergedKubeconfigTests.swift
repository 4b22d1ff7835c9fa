import KubernetesClient
import Testing

@Suite("Several kubeconfigs read as one")
struct MergedKubeconfigTests {
  private func configuration(
    _ files: [String: String],
    of paths: [String]
  ) throws(ConfigurationError) -> ClusterConfiguration {
    try Kubeconfig(paths: paths) { path throws(FileError) in
      guard let content = files[path] else { throw .missing }
      return Array(content.utf8)
    }.configuration()
  }

  private static let clusters = """
    clusters:
    - {name: c, cluster: {server: "https://first", certificate-authority: ca.crt}}
    """
  private static let rest = """
    current-context: here
    contexts: [{name: here, context: {cluster: c, user: u}}]
    clusters: [{name: c, cluster: {server: "https://second"}}]
    users: [{name: u, user: {client-certificate: me.crt, client-key: me.key}}]
    """

  @Test("the first file that has an entry decides it, and relative paths start at that file")
  func firstWins() throws {
    let configuration = try configuration(
      [
        "/a/config": Self.clusters, "/b/config": Self.rest, "/a/ca.crt": "CA", "/b/me.crt": "C",
        "/b/me.key": "K",
      ],
      of: ["/a/config", "/b/config"]
    )
    #expect(configuration.server == "https://first")
    #expect(configuration.tls.authority == .file(path: "/a/ca.crt"))
    #expect(
      configuration.tls.clientCertificate
        == .init(chain: .file(path: "/b/me.crt"), key: .file(path: "/b/me.key"))
    )
  }

  @Test("a listed file that does not exist is passed over; if none exists, that is the sentence")
  func missingFiles() throws {
    let files = ["/b": "current-context: gone"]
    #expect(
      throws: ConfigurationError.missing(.context, name: "gone", known: [], path: "/b")
    ) {
      try configuration(files, of: ["/a", "/b"])
    }
    let error = #expect(throws: ConfigurationError.self) {
      try configuration([:], of: ["/a", "/b"])
    }
    #expect(
      error?.description
        == "cannot read the kubeconfig /a:/b: no such file; "
        + "name a readable file with --kubeconfig or KUBECONFIG"
    )
  }
}
