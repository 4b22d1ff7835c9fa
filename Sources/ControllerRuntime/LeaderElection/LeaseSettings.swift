package import APIMachinery

/// Which lease a process contends for, and as whom.
package struct LeaseSettings: Hashable, Sendable {
  package let key: ObjectKey
  /// Unique to the process: a pod that starts again must not find its own old lease and take it for granted.
  package let identity: String
  package let timings: LeaseTimings

  package init(key: ObjectKey, identity: String, timings: LeaseTimings = .standard) {
    self.key = key
    self.identity = identity
    self.timings = timings
  }
}
