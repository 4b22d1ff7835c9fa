/// One line of a fault script: what goes wrong, for which requests, how often and when.
package struct FaultRule: Hashable, Sendable {
  package enum Occurrence: Hashable, Sendable {
    /// Each n-th matching request; 1 for all of them.
    case every(Int)
    /// The n-th one alone, counted from 1.
    case only(Int)
    case first(Int)
    /// One in so many, by the dice: parts per million.
    case chance(perMillion: UInt64)
  }

  package var fault: Fault
  package var scope: FaultScope
  package var occurrence: Occurrence
  /// Counted from the start of the injector.
  package var from: Duration
  /// `nil`: for ever.
  package var until: Duration?
  /// The line as it was written, for reports.
  package var text: String

  package init(
    _ fault: Fault,
    _ scope: FaultScope,
    _ occurrence: Occurrence = .every(1),
    from: Duration = .zero,
    until: Duration? = nil,
    text: String = ""
  ) {
    self.fault = fault
    self.scope = scope
    self.occurrence = occurrence
    self.from = from
    self.until = until
    self.text = text
  }

  func later(by distance: Duration) -> FaultRule {
    var rule = self
    rule.from += distance
    rule.until = until.map { $0 + distance }
    return rule
  }

  func isActive(at elapsed: Duration) -> Bool {
    elapsed >= from && until.map { elapsed < $0 } ?? true
  }
}
