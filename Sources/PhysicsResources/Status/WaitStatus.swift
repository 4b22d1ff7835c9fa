package import Time

/// Something that is waited for; no wait is without an end.
package struct WaitStatus: SchemaDescribed {
  /// A `ConditionReason`.
  package var reason = ""
  package var since: Timestamp?
  /// When waiting ends and the rollout pauses or does what the spec says.
  package var deadline: Timestamp?

  package init() {}

  package static let fields: [Field<WaitStatus>] = [
    Field("reason", \.reason, .text(max: 128), required: true, "What is waited for."),
    Field("since", \.since, optional: .instant, "Since when."),
    Field("deadline", \.deadline, optional: .instant, "When waiting ends."),
  ]

  package init(_ reason: ConditionReason, since: Timestamp, deadline: Timestamp?) {
    self.reason = reason.rawValue
    self.since = since
    self.deadline = deadline
  }
}
