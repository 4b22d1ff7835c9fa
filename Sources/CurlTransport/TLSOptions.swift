/// How servers are verified and how we identify ourselves to them; TLS 1.2 is the least accepted.
package struct TLSOptions: Hashable, Sendable {
  /// The authorities that may have signed the server's certificate; `nil` means those of the
  /// system, otherwise only these.
  package var authorities: PEMSource?
  package var clientCertificate: ClientCertificate?
  /// The name sent as SNI and looked for in the certificate, where it is not the host of the URL.
  package var serverName: String?
  /// Accepts any certificate; for a cluster of one's own on one's own machine.
  package var insecureSkipVerify: Bool

  package init(
    authorities: PEMSource? = nil,
    clientCertificate: ClientCertificate? = nil,
    serverName: String? = nil,
    insecureSkipVerify: Bool = false
  ) {
    self.authorities = authorities
    self.clientCertificate = clientCertificate
    self.serverName = serverName
    self.insecureSkipVerify = insecureSkipVerify
  }
}
