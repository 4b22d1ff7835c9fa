package import Time

/// A rollout that is over.
package struct RolloutRecord: SchemaDescribed {
  package var revision = ""
  package var outcome: RolloutOutcome?
  package var startedAt: Timestamp?
  package var finishedAt: Timestamp?

  package init() {}

  package static let fields: [Field<RolloutRecord>] = [
    Field("revision", \.revision, .text(max: 16), "The revision."),
    Field("outcome", \.outcome, optional: .oneOf(RolloutOutcome.self), "How it ended."),
    Field("startedAt", \.startedAt, optional: .instant, "When it began."),
    Field("finishedAt", \.finishedAt, optional: .instant, "When it ended."),
  ]

  package init(
    revision: String,
    outcome: RolloutOutcome,
    startedAt: Timestamp?,
    finishedAt: Timestamp
  ) {
    self.revision = revision
    self.outcome = outcome
    self.startedAt = startedAt
    self.finishedAt = finishedAt
  }
}
