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
    let configuration = try Kubeconfig(paths: [path], readFile: read).configuration()
    return RealServer(
      transport: try CurlTransport(tls: TLSOptions(configuration.tls)),
      origin: configuration.server,
      authorization: try authorization(configuration.credentials),
      runsControllers: true
    )
  }

  @Sendable private static func read(_ path: String) throws(FileError) -> [UInt8] {
    do {
      return try Array(Data(contentsOf: URL(filePath: path)))
    } catch {
      throw .unreadable(cause: "\(error)")
    }
  }

  /// A plugin would be one more thing that can fail here; a throw-away cluster has a token or a certificate.
  private static func authorization(
    _ credentials: ClusterConfiguration.Credentials
  ) throws -> String? {
    switch credentials {
    case .none: return nil
    case .bearerToken(let token): return "Bearer \(token.value)"
    case .tokenFile(let path):
      return "Bearer \(String(decoding: try read(path), as: UTF8.self).filter { !$0.isWhitespace })"
    case .plugin(let plugin):
      throw CredentialError("\(plugin.command) is not run by tests; give a token or a certificate")
    }
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
    self.init(
      authorities: tls.authority.map(PEMSource.init),
      clientCertificate: tls.clientCertificate.map {
        ClientCertificate(chain: PEMSource($0.chain), key: PEMSource($0.key))
      },
      serverName: tls.serverName,
      insecureSkipVerify: tls.skipsVerification
    )
  }
}

extension PEMSource {
  fileprivate init(_ source: CertificateSource) {
    switch source {
    case .inline(let bytes): self = .bytes(bytes.value)
    case .file(let path): self = .file(path)
    }
  }
}
