/// How many requests per second one pod serves at 100 %, and how we know.
package struct ReplicaCapacity: Hashable, Sendable {
  package enum Source: Hashable, Sendable {
    /// `capacityPerReplica` of the custom resource.
    case declared
    /// `requestsPerSecondPerReplica / 0.7`: the HPA's target is taken for 70 % of what a pod can do.
    case assumed
    /// Measured over this long.
    case measured(over: Duration)
  }

  /// What a floor leaves free of each pod, so that the forecast's remaining error does not meet a full one: a tenth, and
  /// a hundredth more for each minute of the lead, because a lack that was not foreseen lasts as long as new pods take to start.
  private static let spareShare = 0.1
  private static let spareSharePerMinute = 0.01
  /// A capacity that is only measured must have seen every hour of a day before it may move replicas.
  package static let leastMeasurement: Duration = .seconds(24 * 3_600)
  private static let assumedUtilization = 0.7

  package let requestsPerSecond: Double
  package let source: Source

  /// `nil` unless the rate is a positive, finite number.
  package init?(requestsPerSecond: Double, source: Source) {
    guard requestsPerSecond.isFinite, requestsPerSecond > 0 else { return nil }
    self.requestsPerSecond = requestsPerSecond
    self.source = source
  }

  /// What the custom resource says: the declared capacity, else the one that the HPA's target implies; 0 means unset.
  ///
  /// A target of 70 requests per second and replica implies a capacity of 100.
  package init?(declared: Double, targetPerReplica: Double) {
    if let capacity = Self(requestsPerSecond: declared, source: .declared) {
      self = capacity
    } else {
      self.init(requestsPerSecond: targetPerReplica / Self.assumedUtilization, source: .assumed)
    }
  }

  /// Whether replicas may be moved on the strength of it.
  package var isProven: Bool {
    switch source {
    case .declared, .assumed: true
    case .measured(let span): span >= Self.leastMeasurement
    }
  }

  /// The replicas that carry `load` so many minutes ahead: 5 minutes ahead each at 85 %, so that 100 requests per second at a
  /// capacity of 50 need 3.
  package func replicas(for load: Double, ahead minutes: Int) -> Int {
    let spare = Self.spareShare + Self.spareSharePerMinute * Double(min(15, max(0, minutes)))
    return replicaCount(load / ((1 - spare) * requestsPerSecond))
  }
}
