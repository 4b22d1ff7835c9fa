import Time

/// An act and when it happens: a line of a script.
package struct TimedAct: Hashable, Sendable, CustomStringConvertible {
  /// Counted from the moment at which the service is up and its users are there.
  package let at: Duration
  package let act: ChaosAct

  package init(at: Duration, _ act: ChaosAct) {
    self.at = at
    self.act = act
  }

  package var end: Duration { at + act.length }

  package var description: String { "\(at.goDuration) \(act)" }
}
