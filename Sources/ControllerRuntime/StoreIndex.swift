package import APIMachinery

/// A way to find objects by something other than their key.
package struct StoreIndex: Sendable {
  package let name: String
  /// The values that an object is found under; several or none are fine.
  package let values: @Sendable (APIObject) -> [String]

  package init(name: String, values: @escaping @Sendable (APIObject) -> [String]) {
    self.name = name
    self.values = values
  }

  /// By the value of a label, within one namespace: look it up as `namespace/value`.
  package static func label(_ label: String) -> StoreIndex {
    StoreIndex(name: "label:\(label)") { object in
      object.label(label).map { ["\(object.namespace)/\($0)"] } ?? []
    }
  }
}
