import Time

/// Somebody who waits for an instant of virtual time.
struct Sleeper: Sendable {
  let deadline: Timestamp
  /// Counts calls of `sleep`: the order among equal deadlines, and the sleeper's name.
  let sequence: UInt64
  let continuation: CheckedContinuation<Void, any Error>
}

/// A sleep that ends before it began.
enum SettledSleep: Sendable {
  case due(Sleeper)
  case cancelled(Sleeper)

  func settle() {
    switch self {
    case .due(let sleeper): sleeper.continuation.resume()
    case .cancelled(let sleeper): sleeper.continuation.resume(throwing: CancellationError())
    }
  }
}
