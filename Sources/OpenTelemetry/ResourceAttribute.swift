/// One fact about this process that stands beside all of its spans.
package struct ResourceAttribute: Hashable, Sendable {
  package let key: String
  package let value: String

  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
