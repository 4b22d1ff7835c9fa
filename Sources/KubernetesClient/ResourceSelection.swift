package import APIMachinery

/// Which objects of a type a list or watch covers.
package struct ResourceSelection: Hashable, Sendable {
  /// `nil` for all namespaces.
  package var namespace: String?
  package var labels: LabelSelector?
  /// `metadata.name=fisica-api`, for one.
  package var fields: String?

  package init(namespace: String? = nil, labels: LabelSelector? = nil, fields: String? = nil) {
    self.namespace = namespace
    self.labels = labels
    self.fields = fields
  }

  /// Every object of the type.
  package static let all = ResourceSelection()
}
