/// What tells two objects of one kind apart: what a work queue carries and a store is indexed by.
package struct ObjectKey: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Empty for objects that belong to no namespace.
  package let namespace: String
  package let name: String

  package init(namespace: String, name: String) {
    self.namespace = namespace
    self.name = name
  }

  /// `production/fisica-api`, or just the name where there is no namespace.
  package var description: String { namespace.isEmpty ? name : "\(namespace)/\(name)" }

  package static func < (left: ObjectKey, right: ObjectKey) -> Bool {
    (left.namespace, left.name) < (right.namespace, right.name)
  }
}
