import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
package import Transport

/// Serves an `HTTPHandler` on a TCP port: HTTP/1.1, with TLS where settings for it are given.
///
/// Guarantees: a request body beyond the limit is answered with 413. A body that is whole is sent
/// with its length and the connection kept; any other is sent chunked, each piece at once, on a
/// connection that closes after it. When the client closes such a connection, or `run` is
/// cancelled, the handler's `ByteStream` is terminated.
package struct HTTPListener: Sendable {
  /// What the largest object of Kubernetes (1.5 MiB in etcd) takes as a patch, twice over.
  package static let defaultBodyLimitBytes = 3 << 20

  private let address: ListenAddress
  private let responder: ListenerResponder
  private let tls: TLSSettings?
  private let connectionsMax: Int?
  private let onReady: @Sendable (Int) async -> Void

  /// - Parameters:
  ///   - connectionsMax: further ones wait to be accepted; `nil` for as many as come.
  ///   - onReady: told the port that was bound, once connections are accepted.
  package init(
    address: ListenAddress,
    handler: any HTTPHandler,
    tls: TLSSettings? = nil,
    bodyLimitBytes: Int = defaultBodyLimitBytes,
    connectionsMax: Int? = nil,
    onReady: @escaping @Sendable (_ port: Int) async -> Void
  ) {
    self.address = address
    responder = ListenerResponder(handler: handler, bodyLimitBytes: bodyLimitBytes)
    self.tls = tls
    self.connectionsMax = connectionsMax
    self.onReady = onReady
  }

  /// Serves until the calling task is cancelled, then returns when all connections are closed.
  package func run() async throws(ListenError) {
    do {
      try await serve(on: address)
    } catch {
      guard address.host == "::", error.isWithoutIPv6 else { throw error }
      try await serve(on: ListenAddress(host: "0.0.0.0", port: address.port))
    }
  }

  private func serve(on address: ListenAddress) async throws(ListenError) {
    let server = Server(
      childChannelSetup: ConnectionSetup(responder: responder, tls: tls),
      configuration: ServerConfiguration(
        address: .hostname(address.host, port: address.port),
        availableConnectionsDelegate: connectionsMax.map { MaximumAvailableConnections($0) }
      ),
      onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
      logger: Logger(label: "http-listener") { _ in SwiftLogNoOpLogHandler() }
    )
    do {
      try await server.run()
    } catch {
      throw ListenError(error, listeningOn: address)
    }
  }
}
