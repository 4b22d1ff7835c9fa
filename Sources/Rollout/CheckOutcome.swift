/// One check: what was measured, how much of it is allowed, and what follows.
package struct CheckOutcome: Hashable, Sendable {
  package let name: String
  package let verdict: Verdict
  /// `nil` when nothing could be measured.
  package let value: Double?
  package let limit: Double?
  package let unit: String
  /// The check in one sentence, without the numbers of its verdict where that says them.
  package let message: String

  package init(
    _ name: String,
    _ verdict: Verdict,
    value: Double? = nil,
    limit: Double? = nil,
    unit: String = "",
    message: String
  ) {
    self.name = name
    self.verdict = verdict
    self.value = value.flatMap { $0.isFinite ? $0 : nil }
    self.limit = limit
    self.unit = unit
    self.message = message
  }
}
