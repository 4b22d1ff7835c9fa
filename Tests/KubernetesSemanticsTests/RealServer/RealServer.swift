import APIMachinery
import CurlTransport
import FoundationEssentials
import JSON
import KubernetesClient
import Testing
import Transport

/// A kube-apiserver that nobody here wrote, shared by all tests of a run.
struct RealServer: Sendable {
  /// Where it comes from.
  enum Source: Hashable, Sendable {
    /// A folder with `etcd` and `kube-apiserver`, to be started as controller-runtime's envtest does.
    case binaries(folder: String)
    /// A running cluster.
    case kubeconfig(path: String)

    /// Whether something collects garbage and empties namespaces.
    var runsControllers: Bool {
      switch self {
      case .binaries: false
      case .kubeconfig: true
      }
    }
  }

  /// Set by the suite while its tests run.
  @TaskLocal static var current: RealServer?

  static let source: Source? = {
    let environment = ProcessInfo.processInfo.environment
    if let folder = environment["KUBEBUILDER_ASSETS"], !folder.isEmpty {
      return .binaries(folder: folder)
    }
    if let path = environment["TEST_KUBECONFIG"], !path.isEmpty { return .kubeconfig(path: path) }
    return nil
  }()

  let transport: CurlTransport
  let origin: String
  let authorization: String?
  let runsControllers: Bool
}

extension RealServer {
  /// Reads a kubeconfig as the operator does.
  static func connect(kubeconfig path: String) async throws -> RealServer {
    let readFile: FileReader = { try Array(Data(contentsOf: URL(filePath: $0))) }
    let configuration = try Kubeconfig(path: path, readFile: readFile).configuration()
    return RealServer(
      transport: try CurlTransport(tls: TLSOptions(configuration.tls)),
      origin: configuration.server,
      authorization: try await configuration.credentialProvider(readFile: readFile)
        .authorization(),
      runsControllers: true
    )
  }

  /// Runs a test in a namespace of its own, which is deleted after it together with the test's definitions.
  func lendNamespace(
    _ test: @escaping @Sendable (APIServerUnderTest) async throws -> Void
  ) async throws {
    let made = try await server(in: "").send(
      APIServerRequest(
        .post,
        "/api/v1/namespaces",
        [
          "apiVersion": "v1", "kind": "Namespace",
          "metadata": ["generateName": "semantics-"],
        ]
      )
    )
    try #require(made.status == 201, "\(made.refusal)")
    let server = server(in: made.object.name)
    do {
      try await test(server)
    } catch {
      try await discard(server)
      throw error
    }
    try await discard(server)
  }

  func server(in namespace: String) -> APIServerUnderTest {
    APIServerUnderTest(
      transport,
      origin: origin,
      authorization: authorization,
      namespace: namespace
    )
  }

  private func discard(_ server: APIServerUnderTest) async throws {
    let definitions = try await server.list(.customResourceDefinitions)
    for definition in definitions.items where definition.name.hasSuffix("." + server.group) {
      try await server.delete(.customResourceDefinitions, definition.name)
    }
    try await server.delete(.namespaces, server.namespace)
  }
}

extension TLSOptions {
  fileprivate init(_ tls: ClusterConfiguration.TLS) {
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
