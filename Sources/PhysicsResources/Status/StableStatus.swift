/// The revision that users are served by.
package struct StableStatus: SchemaDescribed {
  package var revision = ""
  package var image = ""
  package var deployment = ""
  package var readyReplicas = 0

  package init() {}

  package static let fields: [Field<StableStatus>] = [
    Field("revision", \.revision, .text(max: 16), "The revision."),
    Field("image", \.image, omittingBlank: .text(max: 512), "Its image."),
    Field("deployment", \.deployment, omittingBlank: .text(max: 253), "Its Deployment."),
    Field(
      "readyReplicas",
      \.readyReplicas,
      .integer(0...1_000_000),
      "Its ready pods, when the status was last written."
    ),
  ]
}
