/// Says who we are, anew for every request, because tokens are rotated while we run.
package protocol CredentialProvider: Sendable {
  /// Where the credentials come from, for the sentence that asks for new ones: the path of a file.
  var source: String { get }

  /// The value of the `Authorization` header; `nil` where TLS or nothing at all identifies us.
  func authorization() async throws(CredentialError) -> String?

  /// Called when the server refused what `authorization` gave: whether something else can be had, so that another try makes sense.
  func refresh() async -> Bool
}

extension CredentialProvider {
  package func refresh() async -> Bool { false }
}
