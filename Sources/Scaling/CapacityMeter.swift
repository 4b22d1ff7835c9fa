/// Learns what a pod can do from the minutes it served: how far the assumed capacity holds, or what there is without one.
///
/// It starts from `requestsPerSecondPerReplica / 0.7` and shrinks when latency or queue say that pods saturate earlier. Nothing that it
/// sees raises it above its start: a pod that coped with more once may not do so again. Without a start it measures, and is proven
/// after a day.
package struct CapacityMeter: Hashable, Sendable {
  /// One minute of a service, per ready pod where it says so.
  package struct Minute: Hashable, Sendable {
    package var requestsPerSecondPerReplica: Double
    /// Mean, in milliseconds; 0 where the service does not tell.
    package var latency: Double
    /// Waiting requests per pod; 0 where the service does not tell.
    package var queueDepthPerReplica: Double
    /// Percent of the request, on average; 0 where nobody tells.
    package var cpu: Double

    package init(
      requestsPerSecondPerReplica: Double,
      latency: Double = 0,
      queueDepthPerReplica: Double = 0,
      cpu: Double = 0
    ) {
      self.requestsPerSecondPerReplica = requestsPerSecondPerReplica
      self.latency = latency
      self.queueDepthPerReplica = queueDepthPerReplica
      self.cpu = cpu
    }

    fileprivate var isPlausible: Bool {
      [requestsPerSecondPerReplica, latency, queueDepthPerReplica, cpu]
        .allSatisfy { $0.isFinite && $0 >= 0 }
    }
  }

  /// A pod answers in so many times its quiet latency when it saturates: at twice, half of the time is waiting.
  static let saturatedLatency = 2.0
  /// Waiting requests per pod that do not go away.
  static let saturatedQueue = 1.0
  /// So many such minutes in a row; one alone is a garbage collection.
  static let minutesToShrink = 3
  /// At most a tenth per step, and never under half of the start: below it something else than the pods is slow.
  static let shrinkStep = 0.9
  static let leastShare = 0.5
  /// A latency is known after so many quiet minutes.
  static let leastQuietMinutes = 30
  /// Below this use of the CPU its share says little about a full pod.
  static let leastCPU = 20.0
  /// A new minute's share in the mean of the estimates: half of it is forgotten in an hour.
  private static let smoothing = 1.0 / 86

  /// What the measurement started from; `nil` to measure from nothing.
  private let start: ReplicaCapacity?
  private var rate: Double
  private var quietLatency = 0.0
  private var quietMinutes = 0
  private var saturated: [Double] = []
  private var minutes = 0

  /// What a restart must not lose.
  package struct Memory: Hashable, Sendable {
    package let requestsPerSecond: Double
    package let minutes: Int

    package init(requestsPerSecond: Double, minutes: Int) {
      self.requestsPerSecond = requestsPerSecond
      self.minutes = minutes
    }
  }

  /// `memory` is what an earlier process had measured; it is never believed above the start.
  package init(startingFrom start: ReplicaCapacity?, resuming memory: Memory? = nil) {
    self.start = start
    rate = start?.requestsPerSecond ?? 0
    guard let memory, memory.requestsPerSecond.isFinite, memory.requestsPerSecond > 0 else {
      return
    }
    minutes = max(0, memory.minutes)
    switch start?.source {
    case .declared: break
    case .assumed, .measured:
      rate = min(rate, max(memory.requestsPerSecond, Self.leastShare * rate))
    case nil: rate = memory.requestsPerSecond
    }
  }

  /// `nil` before the first minute.
  package var memory: Memory? {
    minutes > 0 ? Memory(requestsPerSecond: rate, minutes: minutes) : nil
  }

  /// What a pod can do, as far as is known; what the user declares stands as it is.
  package var capacity: ReplicaCapacity? {
    guard let start else {
      let span = Duration.seconds(minutes * 60)
      return ReplicaCapacity(requestsPerSecond: rate, source: .measured(over: span))
    }
    return ReplicaCapacity(requestsPerSecond: rate, source: start.source)
  }

  /// Takes a minute; one that is no number, or negative, says nothing.
  package mutating func observe(_ minute: Minute) {
    guard start?.source != .declared, minute.isPlausible, minute.requestsPerSecondPerReplica > 0
    else { return }
    minutes += 1
    let isSaturated = isSaturated(minute)
    if !isSaturated { learnQuiet(minute) }
    saturated = isSaturated ? saturated + [minute.requestsPerSecondPerReplica] : []
    if saturated.count >= Self.minutesToShrink { shrink() }
    if !isSaturated { grow(minute) }
  }

  /// A slow answer at a rate far below the capacity is somebody else's slowness.
  private func isSaturated(_ minute: Minute) -> Bool {
    guard minute.requestsPerSecondPerReplica >= Self.leastShare * rate, rate > 0 else {
      return false
    }
    let isSlow =
      quietMinutes >= Self.leastQuietMinutes
      && minute.latency > Self.saturatedLatency * quietLatency
    return isSlow || minute.queueDepthPerReplica >= Self.saturatedQueue
  }

  private mutating func learnQuiet(_ minute: Minute) {
    guard minute.latency > 0 else { return }
    quietMinutes += 1
    let share = max(Self.smoothing, 1 / Double(quietMinutes))
    quietLatency += share * (minute.latency - quietLatency)
  }

  private mutating func shrink() {
    let seen = saturated.reduce(0, +) / Double(saturated.count)
    let least = Self.leastShare * (start?.requestsPerSecond ?? 0)
    rate = min(rate, max(seen, Self.shrinkStep * rate, least))
    saturated = []
  }

  /// Back up to what was served without trouble, never above the start; without a start, what the CPU says or what was seen.
  private mutating func grow(_ minute: Minute) {
    let seen = minute.requestsPerSecondPerReplica
    if let start {
      rate = min(start.requestsPerSecond, max(rate, seen))
    } else if minute.cpu >= Self.leastCPU {
      let full = seen / (minute.cpu / 100)
      rate += max(Self.smoothing, 1 / Double(minutes)) * (full - rate)
    } else {
      rate = max(rate, seen)
    }
  }
}
