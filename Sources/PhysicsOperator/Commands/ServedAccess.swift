import ArgumentParser
import EmbeddedAPIServer
import HTTPListener

/// How `serve` proves who it is, whom it lets in, and what they may do.
struct ServedAccess: ParsableArguments {
  @Option(help: "Serve HTTPS with this certificate (PEM, with its chain).")
  var tlsCert: String?

  @Option(help: "The key of --tls-cert (PEM, without passphrase).")
  var tlsKey: String?

  @Option(help: "Who signed --tls-cert, for the kubeconfig; default: the certificate itself.")
  var tlsCa: String?

  @Option(help: "Believe client certificates of these authorities: CN is the user, O the groups.")
  var clientCa: String?

  @Option(help: "The administrator's bearer token; default: everyone is let in.")
  var token: String?

  @Option(help: "A file of tokens: lines of token,user,uid,\"group1,group2\".")
  var tokenAuthFile: String?

  @Option(help: "AlwaysAllow, or RBAC by the stored roles.")
  var authorization = AccessSettings.Authorization.alwaysAllow

  @Option(
    help: "Write who asked for what and which rule of which role allowed it to a file, a line each."
  )
  var accessAudit: String?

  @Option(
    help: "OwnerReferencesPermissionEnforcement, as OpenShift has it on; there is no other one."
  )
  var enableAdmissionPlugins: AdmissionPlugin?

  enum AdmissionPlugin: String, CaseIterable, ExpressibleByArgument {
    case ownerReferences = "OwnerReferencesPermissionEnforcement"
  }

  func validate() throws {
    guard accessAudit == nil || authorization == .rbac else {
      throw ValidationError("--access-audit needs --authorization RBAC: without it no role counts")
    }
    guard enableAdmissionPlugins == nil || authorization == .rbac else {
      throw ValidationError("--enable-admission-plugins needs --authorization RBAC")
    }
    guard (tlsCert == nil) == (tlsKey == nil) else {
      throw ValidationError("--tls-cert and --tls-key belong together; give both")
    }
    guard tlsCert != nil || (clientCa ?? tlsCa) == nil else {
      throw ValidationError("--client-ca and --tls-ca need --tls-cert and --tls-key")
    }
  }

  var scheme: String { tlsCert == nil ? "http" : "https" }

  /// `nil` for a server without TLS.
  func tls() throws -> TLSSettings? {
    guard let tlsCert, let tlsKey else { return nil }
    return try TLSSettings(
      certificateChain: Self.pem(tlsCert),
      privateKey: Self.pem(tlsKey),
      clientAuthorities: try clientCa.map(Self.pem)
    )
  }

  /// What the kubeconfig says of the server's authority.
  func authority() throws -> [UInt8]? {
    try (tlsCa ?? tlsCert).map { try Self.pem($0).bytes }
  }

  /// `needsToken`: somebody wants to come in as the administrator; a token is drawn where none is given.
  ///
  /// Not where the door is open anyway: over plain HTTP with no credentials at all. Over HTTPS kubectl asks
  /// for a user name when its kubeconfig has no credentials.
  func settings(needsToken: Bool) throws -> AccessSettings {
    var settings = AccessSettings(
      authorization: authorization,
      administratorToken: token,
      tokens: try tokens(),
      acceptsCertificates: clientCa != nil,
      tokenKey: Self.randomBytes(32),
      installsDefaultRoles: true,
      enforcesOwnerReferences: enableAdmissionPlugins == .ownerReferences
    )
    let isOpen =
      authorization == .alwaysAllow && settings.tokens.isEmpty && tlsCert == nil
    if needsToken, token == nil, !isOpen {
      settings.administratorToken = Self.randomBytes(16).map { String($0, radix: 36) }.joined()
    }
    return settings
  }

  /// What is told of each decision; `nil` where nobody wants to know.
  func onDecision() throws -> (@Sendable (AccessRecord) -> Void)? {
    guard let accessAudit else { return nil }
    let file = try AccessAuditFile(path: accessAudit)
    return { file.note($0) }
  }

  private func tokens() throws -> [StaticToken] {
    guard let tokenAuthFile else { return [] }
    let text = String(decoding: try Self.pem(tokenAuthFile).bytes, as: UTF8.self)
    return try StaticToken.table(csv: text, path: tokenAuthFile)
  }

  private static func pem(_ path: String) throws -> PEMFile {
    do {
      return PEMFile(path: path, bytes: try Files.read(path))
    } catch {
      throw CommandFailure("\(path) cannot be read: \(error); check the path and its permissions")
    }
  }

  private static func randomBytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8.random(in: .min ... .max) }
  }
}

extension AccessSettings.Authorization: ExpressibleByArgument {}
