import ChildProcess
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

  init(_ options: ClusterOptions) throws {
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
    client = KubernetesClient(
      transport: transport,
      origin: configuration.server,
      credentials: credentials
    )
    self.configuration = configuration
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

extension PEMSource {
  init(_ source: CertificateSource) {
    switch source {
    case .inline(let bytes): self = .bytes(bytes.value)
    case .file(let path): self = .file(path)
    }
  }
}
