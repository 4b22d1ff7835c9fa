import JSON
import Time

/// What a credential plugin printed: a token, a client certificate, or both.
struct ExecCredential: Hashable, Sendable {
  var token: Secret<String>?
  var certificate: ClusterConfiguration.ClientCertificate?
  /// `nil` for credentials that serve until the server refuses them.
  var expires: Timestamp?

  /// Asked anew this long before it expires, so that no request arrives with a token that died on the way.
  static let margin = Duration.seconds(10)

  func isUsable(at now: Timestamp) -> Bool {
    guard let expires else { return true }
    return now < expires - Self.margin
  }
}

extension ExecCredential {
  /// Reads the object that the plugin printed.
  init(printed output: [UInt8], by plugin: ExecPlugin) throws(CredentialError) {
    guard let object = try? JSONValue(parsing: output), object.objectValue != nil else {
      throw plugin.error("printed no JSON object")
    }
    guard object["kind"] == "ExecCredential" else {
      throw plugin.error("printed no object of kind ExecCredential")
    }
    guard let version = object["apiVersion"]?.stringValue, version == plugin.apiVersion else {
      let version = object["apiVersion"]?.stringValue ?? "none"
      throw plugin.error("printed apiVersion \(version) when asked for \(plugin.apiVersion)")
    }
    guard let status = object["status"], status.objectValue != nil else {
      throw plugin.error("printed no status")
    }
    try self.init(status: status, of: plugin)
  }

  private init(status: JSONValue, of plugin: ExecPlugin) throws(CredentialError) {
    token = status["token"]?.stringValue.flatMap { $0.isEmpty ? nil : Secret($0) }
    let chain = status["clientCertificateData"]?.stringValue ?? ""
    let key = status["clientKeyData"]?.stringValue ?? ""
    guard chain.isEmpty == key.isEmpty else {
      throw plugin.error("printed a certificate without its key, or a key without its certificate")
    }
    if !chain.isEmpty {
      certificate = .init(
        chain: .inline(Secret(Array(chain.utf8))),
        key: .inline(Secret(Array(key.utf8)))
      )
    }
    guard token != nil || certificate != nil else {
      throw plugin.error("printed neither a token nor a certificate")
    }
    if let text = status["expirationTimestamp"]?.stringValue {
      guard let instant = Timestamp(rfc3339: text) else {
        throw plugin.error("printed the expirationTimestamp \(text), which is no RFC 3339 time")
      }
      expires = instant
    }
  }
}

extension ExecPlugin {
  /// A sentence about the plugin, with the way out.
  func error(_ problem: String) -> CredentialError {
    let hint = installHint.map { "; \($0.split(separator: "\n").joined(separator: " "))" } ?? ""
    return CredentialError(
      "the credential plugin \(command), which \(source) names, \(problem); "
        + "run it by hand to see why, or put a token there\(hint)"
    )
  }
}
