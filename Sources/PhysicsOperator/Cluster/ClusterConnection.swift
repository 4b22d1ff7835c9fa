import ChildProcess
import CurlTransport
import FoundationEssentials
import KubernetesClient
import Operator
import Transport

/// A way to one API server through libcurl.
struct ClusterConnection {
  let configuration: ClusterConfiguration
  let transport: SplitTransport
  /// For what is not the API server: neither the cluster's authorities nor our client certificate are for pods.
  let podTransport: CurlTransport
  let client: KubernetesClient
  let isInCluster: Bool

  /// - Parameter instance: names this process in the server's audit log.
  init(_ options: ClusterOptions, instance: String? = nil) throws {
    let environment = ProcessInfo.processInfo.environment
    let pod = InClusterConfiguration(environment: environment, readFile: Files.read)
    isInCluster = options.kubeconfig == nil && environment["KUBECONFIG"] == nil && pod.isAvailable
    let configuration =
      try isInCluster
      ? pod.configuration() : Self.configuration(options, environment)
    let clock = SystemClock()
    let credentials = configuration.credentialProvider(
      readFile: Files.read,
      commands: ChildProcesses(clock: clock),
      clock: clock
    )
    transport = try SplitTransport(proxy: configuration.proxyURL) {
      TLSOptions(configuration.tls, credentials.clientCertificate)
    }
    podTransport = try CurlTransport()
    client = KubernetesClient(
      transport: transport,
      origin: configuration.server,
      credentials: credentials,
      userAgent: "physics-operator/\(Version.current)" + (instance.map { " (\($0))" } ?? "")
    )
    self.configuration = configuration
  }

  func shutdown() async {
    await podTransport.shutdown()
    await transport.shutdown()
  }

  private static func configuration(
    _ options: ClusterOptions,
    _ environment: [String: String]
  ) throws -> ClusterConfiguration {
    let paths = Kubeconfig.locations(flag: options.kubeconfig, environment: environment)
    guard !paths.isEmpty else {
      throw CommandFailure("no cluster is configured; give --kubeconfig FILE or set KUBECONFIG")
    }
    return try Kubeconfig(paths: paths, readFile: Files.read)
      .configuration(context: options.context)
  }
}

extension TLSOptions {
  /// - Parameter rotating: a plugin's certificate, which goes before the kubeconfig's.
  init(_ tls: ClusterConfiguration.TLS, _ rotating: ClusterConfiguration.ClientCertificate?) {
    let certificate = (rotating ?? tls.clientCertificate).map {
      ClientCertificate(chain: PEMSource($0.chain), key: PEMSource($0.key))
    }
    self.init(
      authorities: tls.authority.map(PEMSource.init),
      clientCertificate: certificate,
      serverName: tls.serverName,
      insecureSkipVerify: tls.skipsVerification
    )
  }
}

extension TLSOptions {
  /// Those who have metrics do not learn who we are: no client certificate.
  init(_ trust: MetricsTrust) {
    self.init(
      authorities: trust.authority.map { .bytes(Array($0.utf8)) },
      serverName: trust.serverName.isEmpty ? nil : trust.serverName,
      insecureSkipVerify: trust.skipsVerification
    )
  }
}

extension PEMSource {
  init(_ source: CertificateSource) {
    switch source {
    case .inline(let bytes): self = .bytes(bytes.value)
    case .file(let path): self = .file(path)
    }
  }
}
