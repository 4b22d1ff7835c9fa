/// Credentials that do not change while we run: a bearer token, or none in the header.
package struct FixedCredentials: CredentialProvider {
  package let source: String
  private let token: Secret<String>?

  /// `source` is the file that a new token has to be put into.
  package init(bearerToken: Secret<String>? = nil, source: String = "the configuration") {
    self.token = bearerToken
    self.source = source
  }

  package func authorization() async throws(CredentialError) -> String? {
    token.map { "Bearer \($0.value)" }
  }
}
