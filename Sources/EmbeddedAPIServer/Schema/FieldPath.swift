/// Where in an object a finding is, printed as the API server prints it: `spec.rollout.steps[0].weight`.
package struct FieldPath: Hashable, Sendable, CustomStringConvertible {
  package let description: String

  /// Nowhere in particular: the API server prints `<nil>`.
  package static let root = FieldPath(description: "")

  package init(_ description: String) {
    self.description = description
  }

  private init(description: String) {
    self.description = description
  }

  package func child(_ name: String) -> FieldPath {
    FieldPath(description: description.isEmpty ? name : "\(description).\(name)")
  }

  package func index(_ index: Int) -> FieldPath { key(String(index)) }

  /// A member of a map, in brackets as Go's `field.Path.Key` prints it.
  package func key(_ key: String) -> FieldPath { FieldPath(description: "\(description)[\(key)]") }
}
