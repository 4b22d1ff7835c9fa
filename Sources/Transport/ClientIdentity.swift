/// Whom a client certificate names, once the listener has verified that certificate.
package struct ClientIdentity: Hashable, Sendable {
  /// The subject's CN: what Kubernetes takes for the user.
  package let commonName: String
  /// The subject's O fields in order: what Kubernetes takes for the groups.
  package let organizations: [String]

  package init(commonName: String, organizations: [String] = []) {
    self.commonName = commonName
    self.organizations = organizations
  }
}
