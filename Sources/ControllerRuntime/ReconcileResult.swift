/// What a pass over one key came to, and when the key wants to be looked at again.
package enum ReconcileResult: Hashable, Sendable {
  /// All is as it should be until something changes, or until `wakeAfter`.
  case success(wakeAfter: Duration? = nil)
  /// Something failed: retry after a back-off of at most `backOffCap`, or at the wake-up if that comes first, but not before the
  /// server's `Retry-After` has passed.
  case failure(
    backOffCap: Duration = WorkQueueState.backOffCap,
    wakeAfter: Duration? = nil,
    retryAfter: Duration? = nil
  )
  /// The object itself is at fault: nothing can come of another pass before it changes.
  case refused
}

extension ReconcileResult {
  /// The value of controller-runtime's label `result`.
  package var label: String {
    switch self {
    case .success(wakeAfter: nil): "success"
    case .success: "requeue_after"
    case .failure, .refused: "error"
    }
  }
}
