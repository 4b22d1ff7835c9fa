/// What one transfer does about TLS, with everything read that lies in files.
struct TLSMaterial {
  struct Identity {
    let chain: [UInt8]
    let key: [UInt8]
  }

  private(set) var authorities: [UInt8]?
  private(set) var identity: Identity?
  private(set) var serverName: String?
  private(set) var insecureSkipVerify = false

  /// For a transfer without TLS.
  init() {}

  /// - Parameter generation: transfers of different generations share no connection.
  init(
    _ options: TLSOptions,
    generation: Int,
    from files: inout PEMFiles
  ) throws(PEMFileError) {
    if let source = options.authorities { authorities = try files.bytes(of: source) }
    if let certificate = options.clientCertificate {
      identity = Identity(
        chain: try files.bytes(of: certificate.chain),
        key: try files.bytes(of: certificate.key)
      )
    }
    serverName = options.serverName
    insecureSkipVerify = options.insecureSkipVerify
    if generation > 0 { separate(generation) }
  }

  /// libcurl shares connections between transfers that trust the same bytes; text outside of the PEM blocks means nothing else.
  private mutating func separate(_ generation: Int) {
    guard authorities != nil || insecureSkipVerify else { return }
    authorities = (authorities ?? []) + Array("\n# generation \(generation)\n".utf8)
  }
}
