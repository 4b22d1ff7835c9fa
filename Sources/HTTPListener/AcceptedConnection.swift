import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// A connection between being accepted and being closed.
///
/// A listener that is stopped lets go of connections that it has accepted and nobody serves yet, and NIO
/// ends the process when the writer of a channel is let go of unfinished. So a connection that is let go of
/// is closed first, and its writer goes when that is done.
final class AcceptedConnection: ServerChildChannelValue {
  typealias Parts = NIOAsyncChannel<HTTPRequestPart, HTTPResponsePart>

  let parts: Parts

  init(_ parts: Parts) {
    self.parts = parts
  }

  deinit {
    let parts = parts
    parts.channel.close(promise: nil)
    parts.channel.closeFuture.whenComplete { _ in withExtendedLifetime(parts) {} }
  }

  var channel: any Channel { parts.channel }
}
