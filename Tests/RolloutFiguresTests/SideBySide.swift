import Rollout

/// A canary beside stable, scrape by scrape, as their counters would show it.
struct SideBySide {
  enum Disturbance {
    case none
    /// Now and then 20 requests fail together on one pod, wherever a request may go.
    case bursts
    /// Processes end between two scrapes, and what they counted since the last one is lost.
    case resets
    /// One scrape in twenty has no answer; what it would have shown comes with the next one.
    case missedScrapes
    /// 10, 25, 50, 75 and 90 % for an equal time each.
    case weights
    /// From the middle on everybody fails ten times as often.
    case outage
  }

  let name: String
  /// In a scrape interval of 10 s.
  var canaryRequests = 60
  var stableRequests = 540
  var canaryRate = 0.001
  let stableRate = 0.001
  var disturbance = Disturbance.none

  /// What one scrape after the other shows of one run.
  struct Run {
    let world: SideBySide
    let length: Int
    var draws: Draws
    private var look = 0
    private var unread = (canary: ErrorShare.zero, stable: ErrorShare.zero)

    init(_ world: SideBySide, length: Int, seed: UInt64) {
      self.world = world
      self.length = length
      draws = Draws(seed: seed)
    }

    mutating func next() -> ComparedCounts {
      var (canary, stable) = world.requests(at: look, of: length)
      if case .resets = world.disturbance {
        canary = lost(canary)
        stable = lost(stable)
      }
      let factor: Double = if case .outage = world.disturbance, look >= length / 2 { 10 } else { 1 }
      var failed = (
        canary: draws.failures(among: canary, probability: world.canaryRate * factor),
        stable: draws.failures(among: stable, probability: world.stableRate * factor)
      )
      if case .bursts = world.disturbance, draws.happens(0.02) {
        let isCanary = draws.happens(Double(canary) / Double(canary + stable))
        if isCanary { failed.canary += 20 } else { failed.stable += 20 }
      }
      look += 1
      return read(
        ErrorShare(requests: canary, errors: failed.canary),
        ErrorShare(requests: stable, errors: failed.stable)
      )
    }

    private mutating func lost(_ requests: Int) -> Int {
      draws.happens(0.05) ? Int(Double(requests) * draws.unit()) : requests
    }

    private mutating func read(_ canary: ErrorShare, _ stable: ErrorShare) -> ComparedCounts {
      unread = (unread.canary + canary, unread.stable + stable)
      var seen = unread
      if case .missedScrapes = world.disturbance {
        if draws.happens(0.05) { seen.canary = .zero }
        if draws.happens(0.05) { seen.stable = .zero }
      }
      unread = (
        seen.canary == .zero ? unread.canary : .zero, seen.stable == .zero ? unread.stable : .zero
      )
      return ComparedCounts(canary: seen.canary, stable: seen.stable)
    }
  }

  private func requests(at look: Int, of length: Int) -> (canary: Int, stable: Int) {
    guard case .weights = disturbance else { return (canaryRequests, stableRequests) }
    let weights = [10, 25, 50, 75, 90]
    let canary = (canaryRequests + stableRequests) * weights[look * weights.count / length] / 100
    return (canary, canaryRequests + stableRequests - canary)
  }
}
