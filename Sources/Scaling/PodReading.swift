package import Time

/// A pod as the HPA's replica calculator sees it.
package struct PodReading: Hashable, Sendable {
  /// When and over how long a pod's usage was measured.
  package struct Measurement: Hashable, Sendable {
    package let usage: Double
    package let takenAt: Timestamp
    package let window: Duration

    package init(usage: Double, takenAt: Timestamp, window: Duration) {
      self.usage = usage
      self.takenAt = takenAt
      self.window = window
    }
  }

  package enum Phase: Hashable, Sendable {
    case pending
    case running(startedAt: Timestamp, isReady: Bool, since: Timestamp)
    /// Failed or being deleted: left out altogether.
    case ending
  }

  package let phase: Phase
  /// The resource's request, for utilisation targets.
  package let request: Double
  package let measurement: Measurement?

  package init(phase: Phase, request: Double, measurement: Measurement?) {
    self.phase = phase
    self.request = request
    self.measurement = measurement
  }
}
