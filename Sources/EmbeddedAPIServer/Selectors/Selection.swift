import APIMachinery

/// Which objects of a collection a list or a watch is about.
struct Selection: Sendable {
  /// `nil`: every namespace.
  var namespace: String?
  var labels = LabelSelector([])
  var fields: FieldSelector?

  /// Whether nothing but the namespace narrows it.
  var isWholeCollection: Bool { labels.requirements.isEmpty && fields == nil }

  func matches(_ object: APIObject) -> Bool {
    if let namespace, object.namespace != namespace { return false }
    if !labels.requirements.isEmpty, !labels.matches(object.labels) { return false }
    return fields?.matches(object) ?? true
  }
}
