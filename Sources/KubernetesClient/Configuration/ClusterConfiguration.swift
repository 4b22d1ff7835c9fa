package import Time

/// How to reach one API server and as whom; the executable turns it into a transport and a client.
package struct ClusterConfiguration: Hashable, Sendable {
  package struct TLS: Hashable, Sendable {
    /// The certificate authorities to trust; `nil` only for plain HTTP or when verification is off.
    package var authority: CertificateSource?
    package var clientCertificate: ClientCertificate?
    /// The name to expect in the server's certificate instead of the host of the URL.
    package var serverName: String?
    /// Off only by the user's explicit word.
    package var skipsVerification: Bool

    package init(
      authority: CertificateSource? = nil,
      clientCertificate: ClientCertificate? = nil,
      serverName: String? = nil,
      skipsVerification: Bool = false
    ) {
      self.authority = authority
      self.clientCertificate = clientCertificate
      self.serverName = serverName
      self.skipsVerification = skipsVerification
    }
  }

  /// A certificate with which we identify ourselves, and its key.
  package struct ClientCertificate: Hashable, Sendable {
    package var chain: CertificateSource
    package var key: CertificateSource

    package init(chain: CertificateSource, key: CertificateSource) {
      self.chain = chain
      self.key = key
    }
  }

  package enum Credentials: Hashable, Sendable {
    /// Nothing in the header; a client certificate may still identify us.
    case none
    case bearerToken(Secret<String>)
    /// Read anew while we run, because it is rotated.
    case tokenFile(path: String)
    case plugin(ExecPlugin)
  }

  /// Scheme, host and port, and a path where a gateway serves the cluster under one; without a trailing slash.
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
    readFile: @escaping FileReader,
    commands: any CommandRunner,
    clock: any WallClock
  ) -> any CredentialProvider {
    switch credentials {
    case .none: FixedCredentials(source: source)
    case .bearerToken(let token): FixedCredentials(bearerToken: token, source: source)
    case .tokenFile(let path): TokenFileCredentials(path: path, clock: clock, readFile: readFile)
    case .plugin(let plugin):
      ExecCredentials(plugin: plugin, commands: commands, clock: clock)
    }
  }

  /// Refuses what would talk to a server that nobody vouches for, or through a proxy of no known kind.
  func checked() throws(ConfigurationError) -> ClusterConfiguration {
    guard let address = ServerAddress(server) else {
      throw .invalidServer(server.withoutUser, source: source)
    }
    let isPlain = address.origin.lowercased().hasPrefix("http:")
    guard isPlain || tls.authority != nil || tls.skipsVerification else {
      throw .missingAuthority(server: server, source: source)
    }
    let schemes = ["http://", "https://", "socks5://", "socks5h://"]
    if let proxyURL, !schemes.contains(where: proxyURL.hasPrefix) {
      throw .invalidProxy(proxyURL.withoutUser, source: source)
    }
    return self
  }
}

extension String {
  /// An address without what may stand before an `@`: a password must not reach a log.
  fileprivate var withoutUser: String {
    guard let at = lastIndex(of: "@") else { return self }
    let scheme = firstRange(of: "://").map { self[..<$0.upperBound] } ?? ""
    return scheme + "…" + self[at...]
  }
}
