package import Time

/// The revision that is being judged.
package struct CanaryStatus: SchemaDescribed {
  package var revision = ""
  package var image = ""
  package var deployment = ""
  package var readyReplicas = 0
  /// Counted from 0; the implied final step of 100 is the last.
  package var step = 0
  package var weight = 0
  package var startedAt: Timestamp?
  /// When the step's weight took effect.
  package var stepStartedAt: Timestamp?
  /// What is being done with it, and since when.
  package var stage: CanaryStage?
  package var stageSince: Timestamp?
  /// When its step was entered; what its pods did before does not count.
  package var enteredAt: Timestamp?
  /// Where the evidence begins that it is judged on.
  package var judgedSince: Timestamp?
  /// Since when nothing but the router keeps it from the step's weight.
  package var clearedAt: Timestamp?
  /// Whether somebody asked for it although stable is sick.
  package var forced = false
  /// Why it stands still or is taken back, a `ConditionReason`, and what was measured.
  package var reason = ""
  package var evidence = ""

  package init() {}

  package static let fields: [Field<CanaryStatus>] = [
    Field("revision", \.revision, .text(max: 16), "The revision."),
    Field("image", \.image, omittingBlank: .text(max: 512), "Its image."),
    Field("deployment", \.deployment, omittingBlank: .text(max: 253), "Its Deployment."),
    Field(
      "readyReplicas",
      \.readyReplicas,
      .integer(0...1_000_000),
      "Its ready pods, when the status was last written."
    ),
    Field("step", \.step, .integer(0...100), "The step, counted from 0."),
    Field("weight", \.weight, .integer(0...100), "The weight of the step, in percent."),
    Field("startedAt", \.startedAt, optional: .instant, "When the rollout began."),
    Field(
      "stepStartedAt",
      \.stepStartedAt,
      optional: .instant,
      "When the weight of the step took effect."
    ),
    Field(
      "stage",
      \.stage,
      optional: .oneOf(CanaryStage.self),
      "What is being done with the revision."
    ),
    Field("stageSince", \.stageSince, optional: .instant, "Since when."),
    Field("enteredAt", \.enteredAt, optional: .instant, "When its step was entered."),
    Field(
      "judgedSince",
      \.judgedSince,
      optional: .instant,
      "Where the evidence begins that it is judged on."
    ),
    Field(
      "clearedAt",
      \.clearedAt,
      optional: .instant,
      "Since when nothing but the router keeps it from the weight of the step."
    ),
    Field(
      "forced",
      \.forced,
      omittingBlank: .boolean,
      "Whether somebody asked for it although stable is sick."
    ),
    Field(
      "reason",
      \.reason,
      omittingBlank: .text(max: 128),
      "Why it stands still or is taken back."
    ),
    Field(
      "evidence",
      \.evidence,
      omittingBlank: .text(max: 4_096),
      "What was measured, in one sentence."
    ),
  ]
}
