/// The right to send a request, asked for at the last moment before its first byte.
///
/// Between the decision to write and the wire a request may wait for a token, for a thread, for a connection, or for a process that
/// was stopped and goes on 40 s later. Whoever holds a right that ends (a lease, for one) puts it on the request, and a transport
/// that finds it ended throws `TransferError.withdrawn` and sends nothing.
package final class SendPermit: Hashable, Sendable {
  private let check: @Sendable () -> Bool

  /// - Parameter check: called on any thread, and often: it must return at once.
  package init(while check: @escaping @Sendable () -> Bool) {
    self.check = check
  }

  package var isValid: Bool { check() }

  /// Every permit is equal to itself alone.
  package static func == (left: SendPermit, right: SendPermit) -> Bool { left === right }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(ObjectIdentifier(self))
  }
}
