import Synchronization

/// Where a check leaves its result for the thread that waits for it.
final class Outcome: Sendable {
  private let result = Mutex<Result<Void, BrokenLaw>?>(nil)

  func set(_ new: Result<Void, BrokenLaw>) {
    result.withLock { $0 = new }
  }

  /// `nil` as long as the check has not come to its end.
  var value: Result<Void, BrokenLaw>? { result.withLock { $0 } }
}
