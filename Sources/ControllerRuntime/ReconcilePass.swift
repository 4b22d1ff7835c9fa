package import APIMachinery
package import Logging

/// One pass over one key, as far as its log lines need to know.
package struct ReconcilePass: Hashable, Sendable {
  /// The pass that the current task works on; inherited by its child tasks.
  @TaskLocal package static var current: ReconcilePass?

  package let controller: String
  package let key: ObjectKey
  /// Random bits, which are written as text only when a line is.
  package let id: PassID

  package init(controller: String, key: ObjectKey, id: PassID) {
    self.controller = controller
    self.key = key
    self.id = id
  }

  /// Puts controller-runtime's fields on every line that is written during a pass, by whomever.
  package static let metadataProvider = Logger.MetadataProvider {
    guard let pass = current else { return [:] }
    return [
      "controller": .string(pass.controller),
      "reconcileID": .stringConvertible(pass.id),
      "resource": .stringConvertible(pass.key),
    ]
  }
}
