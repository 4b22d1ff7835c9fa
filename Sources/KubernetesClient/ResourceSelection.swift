package import APIMachinery

/// Which objects of a type a list or watch covers.
package struct ResourceSelection: Hashable, Sendable {
  /// How much of each object is sent.
  package enum Contents: Hashable, Sendable {
    case whole
    /// Enough where only existence, labels and versions matter: a ConfigMap may have a mebibyte of data.
    case metadata
  }

  /// `nil` for all namespaces.
  package var namespace: String?
  package var labels: LabelSelector?
  /// `metadata.name=fisica-api`, for one.
  package var fields: String?
  package var contents: Contents

  package init(
    namespace: String? = nil,
    labels: LabelSelector? = nil,
    fields: String? = nil,
    contents: Contents = .whole
  ) {
    self.namespace = namespace
    self.labels = labels
    self.fields = fields
    self.contents = contents
  }

  /// Every object of the type.
  package static let all = ResourceSelection()
}

extension ResourceSelection {
  /// The `Accept` header that asks for it; a server that does not know the short form sends whole objects.
  func accept(list: Bool) -> String {
    switch contents {
    case .whole: "application/json"
    case .metadata:
      "application/json;as=PartialObjectMetadata\(list ? "List" : "");g=meta.k8s.io;v=v1,application/json"
    }
  }
}
