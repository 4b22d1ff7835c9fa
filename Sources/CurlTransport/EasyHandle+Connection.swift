import CCurl
import Transport

extension EasyHandle {
  /// How long a connection that is free is used again, in seconds: some minutes after a failed server is back, not all of its clients
  /// are on the others any more.
  private static let connectionAgeMax = 600

  /// Sets where to connect to and whom to believe there.
  ///
  /// Returns the `Host` header to send, where it differs from the host in the URL that libcurl
  /// sees: libcurl takes SNI and the name to verify from the URL alone, so another server name goes
  /// into the URL and the real address into `CONNECT_TO`.
  mutating func apply(
    _ tls: TLSMaterial,
    to origin: Origin,
    target: String
  ) throws(TransferError) -> String? {
    guard origin.scheme == .https else {
      try set(CURLOPT_URL, "http://\(origin.authority)\(target)")
      return nil
    }
    try applyVerification(tls)
    try applyClientCertificate(tls)
    guard let serverName = tls.serverName, serverName != origin.host else {
      try set(CURLOPT_URL, "https://\(origin.authority)\(target)")
      return nil
    }
    try set(CURLOPT_URL, "https://\(serverName):\(origin.port)\(target)")
    try set(CURLOPT_CONNECT_TO, lines: ["::\(origin.host):\(origin.port)"])
    return origin.authority
  }

  /// An empty proxy switches off the environment's, and an empty exception list its exceptions.
  func apply(proxy: String?) throws(TransferError) {
    try set(CURLOPT_PROXY, proxy ?? "")
    try set(CURLOPT_NOPROXY, "")
  }

  private func applyVerification(_ tls: TLSMaterial) throws(TransferError) {
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_MAXLIFETIME_CONN, Self.connectionAgeMax)
    if tls.insecureSkipVerify {
      try set(CURLOPT_SSL_VERIFYPEER, false)
      try set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    guard let authorities = tls.authorities else { return }
    // Debian builds a folder of system authorities into libcurl, which would be believed as well.
    try set(CURLOPT_CAPATH, nil)
    try set(CURLOPT_CAINFO_BLOB, bytes: authorities)
  }

  /// libcurl uses a connection again only for the same bytes, so that a rotated certificate is in use with the next transfer.
  private func applyClientCertificate(_ tls: TLSMaterial) throws(TransferError) {
    guard let identity = tls.identity else { return }
    try set(CURLOPT_SSLCERT_BLOB, bytes: identity.chain)
    try set(CURLOPT_SSLKEY_BLOB, bytes: identity.key)
  }
}
