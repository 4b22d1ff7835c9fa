package import Scaling

/// The service that a trace is played to.
package struct LoopSettings: Hashable, Sendable {
  /// From the creation of a pod until it serves.
  package var podStartup: Duration
  /// What one pod serves at 100 %, requests per second.
  package var capacity: ReplicaCapacity
  package var bounds: ReplicaBounds
  /// The quantile of the load at the lead that the floor carries.
  package var quantile = 0.95
  /// The part at the end of a trace that counts; what comes before is there to learn from.
  package var judgedShare = 0.3

  package init(podStartup: Duration, capacity: ReplicaCapacity, bounds: ReplicaBounds) {
    self.podStartup = podStartup
    self.capacity = capacity
    self.bounds = bounds
  }

  /// A pod whose size suits the trace: the demand that 99 % of its minutes do not exceed needs 20 pods at 70 %.
  ///
  /// A P99 of 1,400 requests per second makes a pod of 100. `nil` when the trace has no load.
  package init?(
    for trace: LoadTrace,
    podStartup: Duration,
    bounds: ReplicaBounds = LoopSettings.widestBounds
  ) {
    let perPod = trace.quantile(0.99) / (Self.podsAtP99 * Self.target)
    guard let capacity = ReplicaCapacity(requestsPerSecond: perPod, source: .declared) else {
      return nil
    }
    self.init(podStartup: podStartup, capacity: capacity, bounds: bounds)
  }

  private static let podsAtP99 = 20.0
  /// What the HPA of the comparison aims at.
  static let target = 0.7
  /// One pod at least; five times what the P99 needs at most, so that the bound decides nothing.
  package static let widestBounds = ReplicaBounds(min: 1, max: 100)
}
