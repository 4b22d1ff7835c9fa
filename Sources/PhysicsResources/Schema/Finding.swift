/// One thing that is wrong with a custom resource: where, and a sentence with the value and the cure.
package struct Finding: Hashable, Sendable, CustomStringConvertible {
  /// `spec.rollout.steps[0].weight`, as the API server writes paths.
  package let path: String
  package let message: String

  package init(path: String, message: String) {
    self.path = path
    self.message = message
  }

  package var description: String { "\(path): \(message)" }
}
