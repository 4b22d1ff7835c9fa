import Dispatch

/// Calculates for seconds on a thread of its own: the pool of tasks is for the tests that hold conversations in real time meanwhile.
func onOwnThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    DispatchQueue(label: "simulation").async { continuation.resume(returning: work()) }
  }
}
