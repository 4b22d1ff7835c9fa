/// One check: what was measured, and how much of it is allowed.
package struct CheckStatus: SchemaDescribed {
  package var name = ""
  package var verdict: AnalysisVerdict?
  package var value: Double?
  package var limit: Double?
  package var unit = ""
  package var message = ""

  package init() {}

  package static let fields: [Field<CheckStatus>] = [
    Field("name", \.name, .text(max: 128), required: true, "The check."),
    Field("verdict", \.verdict, optional: .oneOf(AnalysisVerdict.self), "What it said."),
    Field("value", \.value, optional: .measurement, "What was measured."),
    Field("limit", \.limit, optional: .measurement, "How much is allowed."),
    Field("unit", \.unit, omittingBlank: .text(max: 32), "The unit of value and limit."),
    Field("message", \.message, omittingBlank: .text(max: 4_096), "The check in one sentence."),
  ]
}
