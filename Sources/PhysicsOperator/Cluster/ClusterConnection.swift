import CurlTransport
import FoundationEssentials
import KubernetesClient
import Transport

/// A way to one API server through libcurl.
struct ClusterConnection {
  let configuration: ClusterConfiguration
  let transport: SplitTransport
  let client: KubernetesClient
  let isInCluster: Bool

  /// - Parameter instance: names this process in the server's audit log.
  init(_ options: ClusterOptions, instance: String? = nil) throws {
    let environment = ProcessInfo.processInfo.environment
    let pod = InClusterConfiguration(environment: environment, readFile: Files.read)
    isInCluster = options.kubeconfig == nil && environment["KUBECONFIG"] == nil && pod.isAvailable
    configuration =
      try isInCluster
      ? pod.configuration() : Self.configuration(options, environment)
    transport = try SplitTransport(
      tls: TLSOptions(configuration.tls),
      proxy: configuration.proxyURL
    )
    client = KubernetesClient(
      transport: transport,
      origin: configuration.server,
      credentials: configuration.credentialProvider(clock: SystemClock(), readFile: Files.read),
      userAgent: "physics-operator/\(Version.current)" + (instance.map { " (\($0))" } ?? "")
    )
  }

  private static func configuration(
    _ options: ClusterOptions,
    _ environment: [String: String]
  ) throws -> ClusterConfiguration {
    guard
      let path = try Kubeconfig.location(flag: options.kubeconfig, environment: environment)
    else {
      throw CommandFailure("no cluster is configured; give --kubeconfig FILE or set KUBECONFIG")
    }
    return try Kubeconfig(path: path, readFile: Files.read).configuration(context: options.context)
  }
}

extension TLSOptions {
  init(_ tls: ClusterConfiguration.TLS) {
    var certificate: ClientCertificate?
    if let chain = tls.clientCertificatePEM, let key = tls.clientKeyPEM {
      certificate = ClientCertificate(chain: .bytes(chain), key: .bytes(key.value))
    }
    self.init(
      authorities: tls.authorityPEM.map { .bytes($0) },
      clientCertificate: certificate,
      serverName: tls.serverName,
      insecureSkipVerify: tls.skipsVerification
    )
  }
}
