/// Whom to believe when metrics come over TLS.
package struct MetricsTrust: Hashable, Sendable {
  /// PEM; `nil` means the system's authorities.
  package var authority: String?
  /// The name in the certificate where it is not the host's; empty for the host's.
  package var serverName: String
  package var skipsVerification: Bool

  package init(authority: String? = nil, serverName: String = "", skipsVerification: Bool = false) {
    self.authority = authority
    self.serverName = serverName
    self.skipsVerification = skipsVerification
  }
}
