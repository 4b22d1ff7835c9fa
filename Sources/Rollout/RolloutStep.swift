/// One stop on the way to all of the traffic.
package struct RolloutStep: Hashable, Sendable {
  /// When a step may be left.
  package enum Hold: Hashable, Sendable {
    /// Not before somebody says `promote`.
    case manual
    /// After this long, if the checks pass.
    case time(Duration)
  }

  /// How many pods a step needs.
  package enum Provision: Hashable, Sendable {
    /// Those that its share of the requests needs.
    case share
    /// Those that all requests need: a preview that takes over in one switch.
    case full
  }

  /// The canary's share of user requests, in percent; 0 is a preview that no user sees.
  package let weight: Int
  package let hold: Hold
  package let provision: Provision

  package init(weight: Int, hold: Hold, provision: Provision = .share) {
    self.weight = weight
    self.hold = hold
    self.provision = provision
  }
}
