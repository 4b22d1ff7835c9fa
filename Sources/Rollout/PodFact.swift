package import Time

/// What a pod's status says of its containers, reduced to what health is judged on.
package struct PodFact: Hashable, Sendable {
  package struct Termination: Hashable, Sendable {
    package let exitCode: Int
    package let at: Timestamp
    /// The kubelet's word for it, as `Error` or `OOMKilled`.
    package let reason: String

    package init(exitCode: Int, at: Timestamp, reason: String) {
      self.exitCode = exitCode
      self.at = at
      self.reason = reason
    }
  }

  package let name: String
  package let createdAt: Timestamp
  /// Why a container is waiting: `CrashLoopBackOff`, `ImagePullBackOff`, …; empty when none is.
  package let waitingReason: String
  /// Restarts of the container that restarted most.
  package let restarts: Int
  package let lastTermination: Termination?
  /// Deleted, evicted or preempted: what happens to it says nothing of the revision.
  package let isLeaving: Bool

  package init(
    name: String,
    createdAt: Timestamp,
    waitingReason: String = "",
    restarts: Int = 0,
    lastTermination: Termination? = nil,
    isLeaving: Bool = false
  ) {
    self.name = name
    self.createdAt = createdAt
    self.waitingReason = waitingReason
    self.restarts = restarts
    self.lastTermination = lastTermination
    self.isLeaving = isLeaving
  }
}
