/// Says who we are, anew for every request, because tokens are rotated while we run.
package protocol CredentialProvider: Sendable {
  /// Where the credentials come from, for the sentence that asks for new ones: the path of a file.
  var source: String { get }

  /// The value of the `Authorization` header; `nil` where TLS or nothing at all identifies us.
  func authorization() async throws(CredentialError) -> String?

  /// The certificate for the next connection, where it is not the configuration's.
  var clientCertificate: ClusterConfiguration.ClientCertificate? { get }
}

extension CredentialProvider {
  package var clientCertificate: ClusterConfiguration.ClientCertificate? { nil }
}
