package import Time

/// Why nothing advances, and where `resume` leads.
package struct PauseStatus: SchemaDescribed {
  package var reason = ""
  package var at: Timestamp?
  package var resumesAs: PhysicsAPIPhase?

  package init() {}

  package static let fields: [Field<PauseStatus>] = [
    Field("reason", \.reason, .text(max: 128), "Why nothing advances."),
    Field("at", \.at, optional: .instant, "Since when."),
    Field(
      "resumesAs",
      \.resumesAs,
      optional: .oneOf(PhysicsAPIPhase.self),
      "The phase that goes on after the pause."
    ),
  ]
}
