import KubernetesClient
import Testing

struct InClusterConfigurationTests {
  private static let variables = [
    "KUBERNETES_SERVICE_HOST": "10.0.0.1", "KUBERNETES_SERVICE_PORT": "443",
  ]

  private func inCluster(
    _ environment: [String: String],
    files: [String: String] = ["/sa/ca.crt": "CA", "/sa/namespace": "physics\n"]
  ) -> InClusterConfiguration {
    InClusterConfiguration(folder: "/sa", environment: environment) { path throws(FileError) in
      guard let content = files[path] else { throw .missing }
      return Array(content.utf8)
    }
  }

  @Test("a pod finds server, authority, token and namespace")
  func pod() throws {
    #expect(
      try inCluster(Self.variables).configuration()
        == ClusterConfiguration(
          server: "https://10.0.0.1:443",
          tls: .init(authority: .file(path: "/sa/ca.crt")),
          credentials: .tokenFile(path: "/sa/token"),
          namespace: "physics",
          source: "/sa"
        )
    )
  }

  @Test("an IPv6 address gets its brackets")
  func ipv6() throws {
    var variables = Self.variables
    variables["KUBERNETES_SERVICE_HOST"] = "fd00::1"
    #expect(try inCluster(variables).configuration().server == "https://[fd00::1]:443")
  }

  @Test("outside a cluster it says which variable is missing")
  func outside() {
    #expect(!inCluster([:]).isAvailable)
    let error = #expect(throws: ConfigurationError.self) {
      try inCluster([:]).configuration()
    }
    #expect(
      error?.description
        == "cannot find the API server of this pod: KUBERNETES_SERVICE_HOST is not set; "
        + "run inside a cluster or name a kubeconfig with --kubeconfig"
    )
  }

  @Test("a pod without an authority refuses to start")
  func withoutAuthority() {
    let error = #expect(throws: ConfigurationError.self) {
      try inCluster(Self.variables, files: ["/sa/namespace": "x"]).configuration()
    }
    #expect(
      error?.description
        == "cannot read /sa/ca.crt, which the service account of the pod names: no such file; "
        + "restore the file or correct its path"
    )
  }
}
