/// A kind of object as the API serves it: where its URLs are and what its objects call themselves.
package struct ResourceType: Hashable, Sendable {
  /// Empty for the core group.
  package let group: String
  package let version: String
  package let kind: String
  /// The lower-case plural of URLs and RBAC rules.
  package let plural: String
  package let isNamespaced: Bool

  package init(group: String, version: String, kind: String, plural: String, isNamespaced: Bool) {
    self.group = group
    self.version = version
    self.kind = kind
    self.plural = plural
    self.isNamespaced = isNamespaced
  }

  /// `apps/v1`, or `v1` for the core group.
  package var apiVersion: String { group.isEmpty ? version : "\(group)/\(version)" }

  /// `deployments.apps`, or `pods`: how messages and `kubectl` name it.
  package var qualifiedName: String { group.isEmpty ? plural : "\(plural).\(group)" }

  /// `/apis/apps/v1`, or `/api/v1`.
  package var groupPath: String { group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)" }
}
