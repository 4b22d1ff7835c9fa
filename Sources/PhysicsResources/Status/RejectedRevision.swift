package import Time

/// A revision that was taken back, with the evidence.
package struct RejectedRevision: SchemaDescribed {
  package var revision = ""
  /// A `ConditionReason`.
  package var reason = ""
  package var at: Timestamp?
  package var evidence = ""

  package init() {}

  package static let fields: [Field<RejectedRevision>] = [
    Field("revision", \.revision, .text(max: 16), required: true, "The revision."),
    Field("reason", \.reason, .text(max: 128), "Why it was taken back."),
    Field("at", \.at, optional: .instant, "When."),
    Field(
      "evidence",
      \.evidence,
      omittingBlank: .text(max: 4_096),
      "What was measured, in one sentence."
    ),
  ]

  package init(revision: String, reason: ConditionReason, at: Timestamp, evidence: String) {
    self.revision = revision
    self.reason = reason.rawValue
    self.at = at
    self.evidence = evidence
  }
}
