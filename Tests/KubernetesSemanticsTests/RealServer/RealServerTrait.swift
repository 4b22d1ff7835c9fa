import CurlTransport
import Testing

/// Starts the real API server before the suite and stops it after; without one it says once why that depth is missing.
struct RealServerTrait: SuiteTrait, TestScoping {
  @concurrent func provideScope(
    for test: Test,
    testCase: Test.Case?,
    performing run: @concurrent @Sendable () async throws -> Void
  ) async throws {
    switch RealServer.source {
    case nil:
      print(
        "The statements were not asked of a real kube-apiserver: set KUBEBUILDER_ASSETS to a folder with "
          + "etcd and kube-apiserver, or TEST_KUBECONFIG to a cluster that may be littered."
      )
      try await run()
    case .kubeconfig(let path):
      let server = try await RealServer.connect(kubeconfig: path)
      try await RealServer.$current.withValue(server) { try await run() }
      await server.transport.shutdown()
    case .binaries(let folder):
      let plane = try await ControlPlane.start(binaries: folder)
      try await RealServer.$current.withValue(plane.server) { try await run() }
      await plane.stop()
    }
  }
}

extension Trait where Self == RealServerTrait {
  /// One real API server for the whole suite, if the environment offers one.
  static var realServer: RealServerTrait { RealServerTrait() }
}
