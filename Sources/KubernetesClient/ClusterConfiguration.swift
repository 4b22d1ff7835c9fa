package import Time

/// How to reach one API server and as whom; the executable turns it into a transport and a client.
package struct ClusterConfiguration: Hashable, Sendable {
  package struct TLS: Hashable, Sendable {
    /// The certificate authorities to trust, PEM; `nil` only for plain HTTP or when verification is off.
    package var authorityPEM: [UInt8]?
    package var clientCertificatePEM: [UInt8]?
    package var clientKeyPEM: Secret<[UInt8]>?
    /// The name to expect in the server's certificate instead of the host of the URL.
    package var serverName: String?
    /// Off only by the user's explicit word.
    package var skipsVerification: Bool

    package init(
      authorityPEM: [UInt8]? = nil,
      clientCertificatePEM: [UInt8]? = nil,
      clientKeyPEM: Secret<[UInt8]>? = nil,
      serverName: String? = nil,
      skipsVerification: Bool = false
    ) {
      self.authorityPEM = authorityPEM
      self.clientCertificatePEM = clientCertificatePEM
      self.clientKeyPEM = clientKeyPEM
      self.serverName = serverName
      self.skipsVerification = skipsVerification
    }
  }

  package enum Credentials: Hashable, Sendable {
    /// Nothing in the header; a client certificate may still identify us.
    case none
    case bearerToken(Secret<String>)
    /// Read anew for every request, because it is rotated.
    case tokenFile(path: String)
  }

  /// Scheme, host and port, without a trailing slash.
  package var server: String
  package var tls: TLS
  package var credentials: Credentials
  /// The namespace to work in when the command line names none.
  package var namespace: String
  package var proxyURL: String?
  /// The file that the configuration came from, for error sentences.
  package var source: String

  package init(
    server: String,
    tls: TLS,
    credentials: Credentials,
    namespace: String,
    proxyURL: String? = nil,
    source: String
  ) {
    self.server = server
    self.tls = tls
    self.credentials = credentials
    self.namespace = namespace
    self.proxyURL = proxyURL
    self.source = source
  }
}

extension ClusterConfiguration {
  package func credentialProvider(
    clock: any WallClock,
    readFile: @escaping FileReader
  ) -> any CredentialProvider {
    switch credentials {
    case .none: FixedCredentials(source: source)
    case .bearerToken(let token): FixedCredentials(bearerToken: token, source: source)
    case .tokenFile(let path): TokenFileCredentials(path: path, clock: clock, readFile: readFile)
    }
  }

  /// Refuses what would talk to a server that nobody vouches for.
  func checked() throws(ConfigurationError) -> ClusterConfiguration {
    let isPlain = server.hasPrefix("http://")
    guard isPlain || server.hasPrefix("https://") else {
      throw .invalidServer(server, source: source)
    }
    guard isPlain || tls.authorityPEM != nil || tls.skipsVerification else {
      throw .missingAuthority(server: server, source: source)
    }
    return self
  }
}
