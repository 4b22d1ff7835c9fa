package import JSON
package import Time

/// The last check of the canary, with all that a new leader needs to go on.
package struct AnalysisStatus: SchemaDescribed {
  package var at: Timestamp?
  package var verdict: AnalysisVerdict?
  /// Failed checks in this step.
  package var failures = 0
  package var checks: [CheckStatus] = []
  /// The pods' counters that the verdict stands on and a new leader goes on from, as their keeper wrote them.
  package var evidence: JSONValue?

  package init() {}

  package static let fields: [Field<AnalysisStatus>] = [
    Field("at", \.at, optional: .instant, "When the check was made."),
    Field("verdict", \.verdict, optional: .oneOf(AnalysisVerdict.self), "What it said."),
    Field("failures", \.failures, .integer(0...1_000), "Failed checks in this step."),
    Field(
      "checks",
      \.checks,
      omittingBlank: .list(of: .object(CheckStatus.self), max: 32, unique: "name"),
      "The single checks."
    ),
    Field("evidence", \.evidence, optional: .opaqueObject, "The pods' counters, to go on from."),
  ]
}
