import CCurl
import Transport

extension Transfer {
  /// What libcurl's result says of certificates and handshakes, with the cure; `nil` when it is about something else.
  ///
  /// A server that goes away in mid-handshake is a broken connection: it may be restarting.
  func tlsFailure(_ code: CURLcode, _ sentence: String) -> TransferError? {
    guard isAboutTLS(code, sentence) else { return nil }
    if code == CURLE_SSL_CONNECT_ERROR, Self.breaks.contains(where: sentence.contains) {
      return .interrupted(
        "\(request.origin): the server closed the connection within the TLS handshake"
      )
    }
    return .tls("\(request.origin): \(sentence); \(Self.cure(for: sentence))")
  }

  /// With TLS 1.3 a refused client certificate shows only when we read, as an alert.
  private func isAboutTLS(_ code: CURLcode, _ sentence: String) -> Bool {
    switch code {
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_ENGINE_INITFAILED, CURLE_USE_SSL_FAILED:
      true
    case CURLE_RECV_ERROR, CURLE_SEND_ERROR:
      sentence.contains("SSL routines") && sentence.contains("alert")
    default:
      false
    }
  }

  /// How OpenSSL says that the handshake met the end of the connection.
  private static let breaks = [
    "unexpected eof", " in connection to ", "Recv failure", "Send failure",
  ]

  private static func cure(for sentence: String) -> String {
    cures.first { sentence.contains($0.sign) }?.cure
      ?? "check the certificate authority and the client certificate"
  }

  private static let cures: [(sign: String, cure: String)] = [
    ("has expired", "renew the server's certificate, or correct this machine's clock"),
    ("not yet valid", "correct this machine's clock, or wait until the certificate is valid"),
    (
      "subject name",
      "connect to a name that the certificate has, or give one of them as tls-server-name"
    ),
    ("issuer certificate", "give the authority that signed the server's certificate"),
    ("self-signed certificate", "give the authority that signed the server's certificate"),
    ("wrong version number", "let the address begin with http:// if that is what is served there"),
    ("alert", "renew the client certificate, or have it signed by an authority of the server"),
  ]
}
