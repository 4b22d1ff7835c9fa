/// One stop on the way to all of the traffic.
package struct RolloutStep: Hashable, Sendable {
  /// When a step may be left.
  package enum Hold: Hashable, Sendable {
    /// Not before somebody says `promote`.
    case manual
    /// After this long, if the checks pass.
    case time(Duration)
  }

  /// The canary's share of user requests, in percent, 1 to 100.
  package let weight: Int
  package let hold: Hold

  package init(weight: Int, hold: Hold) {
    self.weight = weight
    self.hold = hold
  }
}
