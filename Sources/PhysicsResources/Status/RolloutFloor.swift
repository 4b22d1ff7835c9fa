package import Time

/// The fewest pods of a revision while a rollout needs them, and some time after.
package struct RolloutFloor: SchemaDescribed {
  package var revision = ""
  package var replicas = 0
  /// `nil` while the reason lasts.
  package var until: Timestamp?

  package init() {}

  package static let fields: [Field<RolloutFloor>] = [
    Field("revision", \.revision, .text(max: 16), required: true, "The revision."),
    Field("replicas", \.replicas, .integer(0...1_000), "The fewest pods."),
    Field(
      "until",
      \.until,
      optional: .instant,
      "When the floor ends; absent while its reason lasts."
    ),
  ]

  package init(revision: String, replicas: Int, until: Timestamp?) {
    self.revision = revision
    self.replicas = replicas
    self.until = until
  }
}
