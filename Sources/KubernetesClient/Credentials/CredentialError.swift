/// Credentials that could not be had.
package struct CredentialError: Error, Hashable, Sendable, CustomStringConvertible {
  /// One clause: what is missing and what to do.
  package let description: String

  package init(_ description: String) {
    self.description = description
  }
}
