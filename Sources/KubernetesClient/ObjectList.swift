package import APIMachinery

/// One page of a collection.
package struct ObjectList: Hashable, Sendable {
  package let items: [APIObject]
  /// The version that the whole collection was read at: where a watch goes on.
  package let resourceVersion: String
  /// Asks for the next page; `nil` on the last.
  package let continueToken: String?

  package init(items: [APIObject], resourceVersion: String, continueToken: String? = nil) {
    self.items = items
    self.resourceVersion = resourceVersion
    self.continueToken = continueToken
  }
}
