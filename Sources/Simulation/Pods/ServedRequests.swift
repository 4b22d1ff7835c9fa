/// What became of the requests that one pod was given in one second.
struct ServedRequests: Hashable, Sendable {
  let succeeded: Int
  /// Answered 500 by the application.
  let failed: Int
  /// Answered 503 because the queue was full.
  let overloaded: Int
  /// The mean time to answer.
  let latencySeconds: Double
}
