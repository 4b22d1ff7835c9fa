/// Why bytes could not be moved, before any meaning is given to them.
package enum TransferError: Error, Hashable, Sendable {
  /// The name does not resolve.
  case unresolvedHost(String)
  /// Nothing listens there, or the network refuses.
  case unreachable(String)
  /// The certificate, the CA file or the handshake is not acceptable; says the cure as well.
  case tls(String)
  /// A bound of `TransferLimits` other than size was reached.
  case timedOut(String)
  /// The peer closed or reset the connection in mid-transfer.
  case interrupted(String)
  /// The body grew beyond its limit, in bytes.
  case bodyTooLarge(limit: Int)
  /// The reader of a stream fell too far behind, in bytes.
  case overflow(limit: Int)
  /// The peer does not speak HTTP.
  case malformed(String)
  /// The request itself is not sendable: a bad URL, an unreadable certificate file.
  case invalidRequest(String)
  /// The task that asked was cancelled.
  case cancelled
  /// The request's permit ended before its first byte; nothing was sent.
  case withdrawn
}

extension TransferError: CustomStringConvertible {
  package var description: String {
    switch self {
    case .unresolvedHost(let host):
      "the host name \(host) does not resolve; check the server address"
    case .unreachable(let detail):
      "no connection: \(detail); check that the server is up and the address and port are right"
    case .tls(let detail):
      "TLS failed: \(detail)"
    case .timedOut(let detail):
      "timed out: \(detail)"
    case .interrupted(let detail):
      "the connection broke: \(detail)"
    case .bodyTooLarge(let limit):
      "the response is larger than the limit of \(limit) bytes; ask for less, such as one namespace"
    case .overflow(let limit):
      "more than \(limit) bytes waited unread; the stream was dropped"
    case .malformed(let detail):
      "the answer is not HTTP: \(detail); check the server address and its port"
    case .invalidRequest(let detail):
      "the request cannot be sent: \(detail)"
    case .cancelled:
      "the request was cancelled"
    case .withdrawn:
      "the permit to send the request ended before it was sent"
    }
  }
}
