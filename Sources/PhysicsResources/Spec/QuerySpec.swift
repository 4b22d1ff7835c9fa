/// A check of the user's own, in PromQL.
package struct QuerySpec: SchemaDescribed {
  /// Must be given.
  package var name = ""
  /// Must be given.
  package var promQL = ""
  package var max: Double?
  package var min: Double?
  package var unit = ""

  package init() {}

  package static let fields: [Field<QuerySpec>] = [
    Field(
      "name",
      \.name,
      .text(.objectName, max: 63),
      required: true,
      "The check's name in status and messages."
    ),
    Field(
      "promQL",
      \.promQL,
      .text(min: 1, max: 4_096),
      required: true,
      "A query with one number as its result; $(revision), $(pods) and $(window) are substituted."
    ),
    Field("max", \.max, optional: .measurement, "The most that the result may be."),
    Field("min", \.min, optional: .measurement, "The least that the result may be."),
    Field("unit", \.unit, .text(max: 32), "The result's unit, for messages."),
  ]

  package static let rules: [Rule<QuerySpec>] = [
    Rule(
      "has(self.max) || has(self.min)",
      message: "a query without a limit judges nothing; set max or min"
    ) { $0.max != nil || $0.min != nil }
  ]
}
