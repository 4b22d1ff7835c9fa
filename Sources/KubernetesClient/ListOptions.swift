/// Which version of a collection to read, and how much of it at a time.
package struct ListOptions: Hashable, Sendable {
  /// The most objects of one page; `nil` for all at once.
  package var limit: Int?
  /// The token of the page before.
  package var continueToken: String?
  /// `""` reads the newest from storage, `"0"` whatever the server has in its cache.
  package var resourceVersion: String

  package init(
    limit: Int? = nil,
    continueToken: String? = nil,
    resourceVersion: String = ""
  ) {
    self.limit = limit
    self.continueToken = continueToken
    self.resourceVersion = resourceVersion
  }
}
