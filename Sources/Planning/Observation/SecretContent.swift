/// What is known of a Secret whose content belongs to a revision; never the content itself.
package enum SecretContent: Hashable, Sendable {
  /// Stands for its data; equal data of two services have different ones.
  case digest(String)
  case missing
  /// The API server does not show it, for this reason.
  case unreadable(String)
  /// Nobody has asked: a dry run reads no Secrets.
  case unknown
}
