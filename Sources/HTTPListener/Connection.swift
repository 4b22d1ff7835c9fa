import NIOCore
import NIOSSL
import Synchronization
import Transport

/// One accepted connection, and who is at its other end.
final class Connection: Sendable {
  private enum Client {
    /// The handshake may not be over before the first request.
    case unknown
    case known(ClientIdentity?)
  }

  let channel: any Channel
  private let isEncrypted: Bool
  private let state: Mutex<Client>

  init(_ channel: any Channel, isEncrypted: Bool) {
    self.channel = channel
    self.isEncrypted = isEncrypted
    state = Mutex(isEncrypted ? .unknown : .known(nil))
  }

  var scheme: String { isEncrypted ? "https" : "http" }

  /// Whom the client's certificate names; read once, for a connection keeps its certificate.
  func client() async throws -> ClientIdentity? {
    if case .known(let client) = state.withLock(\.self) { return client }
    let certificate = try await channel.nioSSL_peerCertificate().get()
    let client = try certificate.flatMap { try ClientIdentity(certificate: $0) }
    state.withLock { $0 = .known(client) }
    return client
  }
}
