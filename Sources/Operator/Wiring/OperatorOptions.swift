package import ControllerRuntime

/// How one operator process runs.
package struct OperatorOptions: Hashable, Sendable {
  /// `nil` watches all namespaces.
  package var namespace: String?
  package var workers: Int
  /// Whether pods can be reached by their own addresses.
  package var isInCluster: Bool
  /// Names this process in events: the pod's name.
  package var instance: String
  /// Seeds jitter and the names of events.
  package var seed: UInt64
  /// The lease under which it works; `nil` for an operator that is known to be alone.
  package var lease: LeaseSettings?
  /// How long passes under way may last when the process is asked to end; the lease has the same figure.
  package var drainLimit: Duration

  package init(
    namespace: String?,
    workers: Int,
    isInCluster: Bool,
    instance: String,
    seed: UInt64,
    lease: LeaseSettings? = nil,
    drainLimit: Duration = LeaseTimings.standard.drainLimit
  ) {
    self.namespace = namespace
    self.workers = workers
    self.isInCluster = isInCluster
    self.instance = instance
    self.seed = seed
    self.lease = lease
    self.drainLimit = drainLimit
  }
}
