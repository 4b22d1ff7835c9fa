import CurlTransport
import FoundationEssentials
import Glibc
import Testing
import Transport

/// etcd and kube-apiserver as controller-runtime's envtest starts them: no kubelet, no scheduler, no controllers.
struct ControlPlane: Sendable {
  let server: RealServer
  private let processes: [BackgroundProcess]
  private let folder: String

  private static let token = "semantics-token"

  /// Starts both and returns when the API server is ready; a minute is what a loaded machine takes.
  static func start(binaries: String) async throws -> ControlPlane {
    let folder = try temporaryFolder()
    let ports = try (etcd: FreePort.find(), api: FreePort.find())
    try write("\(token),semantics,semantics,\"system:masters\"\n", to: "\(folder)/tokens.csv")
    let etcd = try BackgroundProcess(in: folder, log: "etcd.log", etcdCommand(binaries, ports.etcd))
    let api = try BackgroundProcess(
      in: folder,
      log: "apiserver.log",
      "openssl genrsa -out sa.key 2048 2>/dev/null && exec "
        + apiServerCommand(binaries, etcdPort: ports.etcd, port: ports.api)
    )
    let plane = ControlPlane(
      server: RealServer(
        transport: try CurlTransport(tls: TLSOptions(insecureSkipVerify: true)),
        origin: "https://127.0.0.1:\(ports.api)",
        authorization: "Bearer \(token)",
        runsControllers: false
      ),
      processes: [api, etcd],
      folder: folder
    )
    guard await plane.becomesReady() else {
      await plane.stop(keepingLogs: true)
      throw NotReady(folder: folder)
    }
    return plane
  }

  /// Ends both processes by their ids and deletes what they wrote.
  func stop(keepingLogs: Bool = false) async {
    await server.transport.shutdown()
    for process in processes { process.stop() }
    if !keepingLogs { try? FileManager.default.removeItem(atPath: folder) }
  }

  private func becomesReady() async -> Bool {
    for _ in 0..<300 {
      let reply = try? await server.server(in: "").send(APIServerRequest(.get, "/readyz"))
      if reply?.status == 200 { return true }
      try? await ContinuousClock().sleep(for: .milliseconds(200))
    }
    return false
  }

  private static func etcdCommand(_ binaries: String, _ port: Int) -> String {
    "exec \"\(binaries)/etcd\" --data-dir=etcd --unsafe-no-fsync "
      + "--listen-peer-urls=http://127.0.0.1:0 --listen-client-urls=http://127.0.0.1:\(port) "
      + "--advertise-client-urls=http://127.0.0.1:\(port)"
  }

  private static func apiServerCommand(_ binaries: String, etcdPort: Int, port: Int) -> String {
    "\"\(binaries)/kube-apiserver\" --etcd-servers=http://127.0.0.1:\(etcdPort) --cert-dir=certs "
      + "--bind-address=127.0.0.1 --secure-port=\(port) --advertise-address=127.0.0.1 "
      + "--service-cluster-ip-range=10.0.0.0/24 --allow-privileged=true "
      // Without a controller no namespace has the service account that this plugin looks for.
      + "--disable-admission-plugins=ServiceAccount --authorization-mode=RBAC "
      + "--token-auth-file=tokens.csv --service-account-issuer=https://semantics.test "
      + "--service-account-key-file=sa.key --service-account-signing-key-file=sa.key"
  }

  private static func temporaryFolder() throws -> String {
    let path = "\(FileManager.default.temporaryDirectory.path)/semantics-\(UUID())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }

  private static func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path))
  }

  struct NotReady: Error, CustomStringConvertible {
    let folder: String
    var description: String { "kube-apiserver did not become ready in a minute; see \(folder)" }
  }
}
