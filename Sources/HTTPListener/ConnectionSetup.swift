import HummingbirdCore
import Logging
import NIOCore
import NIOSSL

/// What happens to an accepted connection: TLS where it is wanted, then HTTP/1.1.
///
/// Not the HTTPS channel of HummingbirdTLS: that one hides who is at the other end.
struct ConnectionSetup: ServerChildChannel {
  /// For clients that vanish; an answer that is still being given, such as a watch's, is not idle.
  private static let idleTimeout = TimeAmount.seconds(300)

  let responder: ListenerResponder
  let tls: TLSSettings?

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<AcceptedConnection> {
    channel.eventLoop.makeCompletedFuture {
      guard let tls else { return }
      try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls.context))
    }.flatMap {
      HTTP1Channel(
        responder: { _, _, _ in },
        configuration: HTTP1Channel.Configuration(idleTimeout: Self.idleTimeout)
      )
      .setup(channel: channel, logger: logger)
    }.map {
      AcceptedConnection($0)
    }
  }

  func handle(value: AcceptedConnection, logger: Logger) async {
    let connection = Connection(value.channel, isEncrypted: tls != nil)
    let http = HTTP1Channel { [responder] request, writer, _ in
      try await responder.respond(to: request, through: writer, on: connection)
    }
    await http.handle(value: value.parts, logger: logger)
    withExtendedLifetime(value) {}
  }
}
