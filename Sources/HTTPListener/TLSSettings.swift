import NIOSSL

/// How a listener proves who it is, and whose clients it believes: TLS 1.2 or later, HTTP/1.1 by ALPN.
///
/// As with kube-apiserver a client need not show a certificate; one that it shows must be signed by
/// the given authorities, or the handshake fails.
package struct TLSSettings: Sendable {
  let context: NIOSSLContext

  /// `certificateChain` begins with the server's own certificate; without `clientAuthorities` no
  /// client is asked for one.
  package init(
    certificateChain: PEMFile,
    privateKey: PEMFile,
    clientAuthorities: PEMFile? = nil
  ) throws(TLSSettingsError) {
    let chain = try Self.certificates(in: certificateChain)
    let key = try Self.key(in: privateKey)
    var configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: chain.map { .certificate($0) },
      privateKey: .privateKey(key)
    )
    configuration.minimumTLSVersion = .tlsv12
    configuration.applicationProtocols = ["http/1.1"]
    if let clientAuthorities {
      configuration.trustRoots = .certificates(try Self.certificates(in: clientAuthorities))
      configuration.certificateVerification = .optionalVerification
      configuration.sendCANameList = true
    }
    do {
      context = try NIOSSLContext(configuration: configuration)
    } catch {
      throw .keyOfAnotherCertificate(certificate: certificateChain.path, key: privateKey.path)
    }
  }

  private static func certificates(
    in file: PEMFile
  ) throws(TLSSettingsError) -> [NIOSSLCertificate] {
    do {
      return try NIOSSLCertificate.fromPEMBytes(file.bytes)
    } catch {
      throw .noCertificate(file.path)
    }
  }

  private static func key(in file: PEMFile) throws(TLSSettingsError) -> NIOSSLPrivateKey {
    do {
      return try NIOSSLPrivateKey(bytes: file.bytes, format: .pem)
    } catch {
      throw .noKey(file.path)
    }
  }
}
