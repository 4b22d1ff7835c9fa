/// The sequential test of the canary against the stable revision.
package struct ComparisonSpec: SchemaDescribed {
  package var enabled = true
  package var alpha = 0.01

  package init() {}

  package static let fields: [Field<ComparisonSpec>] = [
    Field("enabled", \.enabled, .boolean, "Whether the canary is compared with stable."),
    Field(
      "alpha",
      \.alpha,
      .number(0.0001...0.2),
      "Probability that a canary which is no worse is stopped, per rollout."
    ),
  ]
}
