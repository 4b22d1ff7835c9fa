/// Passes by what they came to, in controller-runtime's terms.
package struct ReconcileOutcomes: Hashable, Sendable {
  package private(set) var success = 0
  /// Ended well, and wants to be looked at again at a time.
  package private(set) var requeueAfter = 0
  /// Ended badly, the refused ones among them.
  package private(set) var errors = 0
  /// Ended badly for a reason that another try cannot change.
  package private(set) var terminalErrors = 0

  mutating func count(_ result: ReconcileResult) {
    switch result {
    case .success(wakeAfter: nil): success += 1
    case .success: requeueAfter += 1
    case .failure: errors += 1
    case .refused:
      errors += 1
      terminalErrors += 1
    }
  }
}
