import Synchronization
package import Transport

/// One transport for each way of trusting servers, as a connection knows only one.
package final class MetricsTransports: Sendable {
  package typealias Factory =
    @Sendable (MetricsTrust) throws(TransferError) -> any HTTPTransport

  /// Transports kept: each has a thread, and the one longest unused makes room.
  private static let kept = 32

  private let plain: any HTTPTransport
  private let make: Factory?
  /// The last used last.
  private let known = Mutex<[(trust: MetricsTrust, transport: any HTTPTransport)]>([])

  /// - Parameters:
  ///   - plain: trusts the system's authorities.
  ///   - make: makes those that trust others; without it `plain` serves everybody.
  package init(plain: any HTTPTransport, make: Factory?) {
    self.plain = plain
    self.make = make
  }

  func transport(trusting trust: MetricsTrust) throws(TransferError) -> any HTTPTransport {
    guard let make, trust != MetricsTrust() else { return plain }
    let found = known.withLock { known in
      Result { () throws(TransferError) -> any HTTPTransport in
        let last = known.first { $0.trust == trust }?.transport
        let transport = if let last { last } else { try make(trust) }
        known.removeAll { $0.trust == trust }
        known.append((trust, transport))
        if known.count > Self.kept { known.removeFirst() }
        return transport
      }
    }
    return try found.get()
  }
}
