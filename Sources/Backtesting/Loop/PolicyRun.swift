package import Scaling

/// What became of a trace under one policy.
package struct PolicyRun: Hashable, Sendable {
  package struct Minute: Hashable, Sendable {
    /// Requests per second; `nil` where nobody knows, and nothing is judged.
    package let load: Double?
    /// At the end of the minute, ready or not.
    package var replicas = 0
    package var fewestReady = Int.max
    package var meanReady = 0.0
    package var podSeconds = 0.0
    package var actions = 0
    package var floor: Int?
    package var floorReason: FloorReason?

    init(load: Double?) {
      self.load = load
    }
  }

  package let policy: ScalingPolicy
  /// The judged minutes, in order.
  package let minutes: [Minute]
  package let settings: LoopSettings

  /// Whether the load of a judged minute exceeded what the ready pods could do.
  package func isViolated(_ minute: Minute) -> Bool {
    guard let load = minute.load else { return false }
    return load > Double(minute.fewestReady) * settings.capacity.requestsPerSecond
  }

  package var figures: PolicyFigures { PolicyFigures(self) }
}
