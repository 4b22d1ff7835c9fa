/// Bounds on one transfer; reaching one ends it with a `TransferError`.
package struct TransferLimits: Hashable, Sendable {
  /// From the first packet to the end of the TLS handshake.
  package var connect: Duration
  /// From the start to the last byte; `nil` for streams, which have none.
  package var total: Duration?
  /// The longest silence tolerated on an open stream or a slow body.
  package var idle: Duration?
  /// The most bytes of body accepted; for a stream, the most that may wait unread.
  package var bodyBytes: Int

  package init(connect: Duration, total: Duration?, idle: Duration?, bodyBytes: Int) {
    self.connect = connect
    self.total = total
    self.idle = idle
    self.bodyBytes = bodyBytes
  }

  /// An ordinary API call: 30 s in all, and no more than 64 MiB.
  ///
  /// The API server itself ends a non-streaming request after 60 s; a list of 2,000 Deployments is
  /// about 3 MB.
  package static let call = TransferLimits(
    connect: .seconds(5),
    total: .seconds(30),
    idle: nil,
    bodyBytes: 64 << 20
  )

  /// A watch: open for as long as the server likes, given up after `idle` without a byte.
  package static func watch(idle: Duration) -> TransferLimits {
    TransferLimits(connect: .seconds(5), total: nil, idle: idle, bodyBytes: 16 << 20)
  }
}
