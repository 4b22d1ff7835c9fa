import CCurl
import Transport

extension EasyHandle {
  /// In seconds: a rotated authority or client certificate is in use after this long, as the kubelet rewrites a pod's files
  /// within a minute and a client certificate overlaps with its successor for hours.
  private static let authorityAgeMax = 60
  private static let connectionAgeMax = 600

  /// Sets where to connect to and whom to believe there.
  ///
  /// Returns the `Host` header to send, where it differs from the host in the URL that libcurl
  /// sees: libcurl takes SNI and the name to verify from the URL alone, so another server name goes
  /// into the URL and the real address into `CONNECT_TO`.
  mutating func apply(
    _ tls: TLSOptions,
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

  private func applyVerification(_ tls: TLSOptions) throws(TransferError) {
    try set(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
    try set(CURLOPT_MAXLIFETIME_CONN, Self.connectionAgeMax)
    try set(CURLOPT_CA_CACHE_TIMEOUT, Self.authorityAgeMax)
    if tls.insecureSkipVerify {
      try set(CURLOPT_SSL_VERIFYPEER, false)
      try set(CURLOPT_SSL_VERIFYHOST, 0)
    }
    guard let authorities = tls.authorities else { return }
    // Debian builds a folder of system authorities into libcurl, which would be believed as well.
    try set(CURLOPT_CAPATH, nil)
    switch authorities {
    case .bytes(let bytes): try set(CURLOPT_CAINFO_BLOB, bytes: bytes)
    case .file(let path): try set(CURLOPT_CAINFO, path)
    }
  }

  private func applyClientCertificate(_ tls: TLSOptions) throws(TransferError) {
    guard let certificate = tls.clientCertificate else { return }
    switch certificate.chain {
    case .bytes(let bytes): try set(CURLOPT_SSLCERT_BLOB, bytes: bytes)
    case .file(let path): try set(CURLOPT_SSLCERT, path)
    }
    switch certificate.key {
    case .bytes(let bytes): try set(CURLOPT_SSLKEY_BLOB, bytes: bytes)
    case .file(let path): try set(CURLOPT_SSLKEY, path)
    }
  }
}
